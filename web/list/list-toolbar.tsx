import { AppstoreOutlined, SearchOutlined, TableOutlined, UnorderedListOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useSay } from '../i18n/language.ts'
import { usePageCommands } from '../shell/page-commands.ts'
import { combinationText } from '../shell/keys/combination.ts'
import { useMyKeys } from '../shell/keys/my-keys.ts'
import { useKeys } from '../shell/keys/use-keys.ts'
import { Popover } from '../ui/overlay/popover.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { useDelayed } from '../ui/use-delayed.ts'
import { FilterBar } from './filter/filter-bar.tsx'
import type { List } from './use-list.ts'

const ColumnsMenu = lazy(() => import('./columns-menu.tsx').then((module) => ({ default: module.ColumnsMenu })))

export const ListToolbar = ({ list }: { list: List }) => {
  const say = useSay()
  const { object, layout } = list
  const other = layout === 'board' ? 'table' : 'board'
  const columns = useRef<HTMLButtonElement>(null)
  usePageCommands([
    ...(object.board ? [{ key: other, label: say(`list.${other}`), run: () => list.change({ layout: other }) }] : []),
    ...(layout === 'table'
      ? [{ key: 'columns', label: say('list.columns'), run: () => columns.current?.click() }]
      : []),
  ])
  return (
    <div className="list-toolbar">
      <QuickSearch key={object.name} list={list} />
      <FilterBar list={list} />
      <span className="view-space" />
      {object.board ? (
        <div className="layout-switch" role="group" aria-label={say('list.layout')}>
          <button
            type="button"
            aria-pressed={layout === 'table'}
            title={say('list.table')}
            onClick={() => list.change({ layout: 'table' })}
          >
            <TableOutlined /> <span>{say('list.table')}</span>
          </button>
          <button
            type="button"
            aria-pressed={layout === 'board'}
            title={say('list.board')}
            onClick={() => list.change({ layout: 'board' })}
          >
            <AppstoreOutlined /> <span>{say('list.board')}</span>
          </button>
        </div>
      ) : null}
      {layout === 'table' ? (
        <span className="columns-button">
          <Popover
            label={say('list.columns')}
            button={
              <Button ref={columns} type="text" size="small" icon={<UnorderedListOutlined />}>
                {say('list.columns')}
              </Button>
            }
          >
            {() => (
              <Suspense fallback={<Skeleton rows={6} />}>
                <ColumnsMenu list={list} />
              </Suspense>
            )}
          </Popover>
        </span>
      ) : null}
    </div>
  )
}

/** A key comes here, Esc goes back to the list. The address follows when typing rests. */
const QuickSearch = ({ list }: { list: List }) => {
  const say = useSay()
  const ref = useRef<HTMLInputElement>(null)
  // What is being typed; null follows the address.
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? list.q ?? ''
  const settled = useDelayed(typed, 200)
  const { quickSearch } = useMyKeys().keys
  useKeys({ quickSearch: () => ref.current?.select() })
  const search = useEffectEvent((next: string | null) => {
    if (next !== null && next.trim() !== (list.q ?? '')) list.change({ q: next.trim() || undefined })
  })
  useEffect(() => search(settled), [settled])
  const label = say('list.quickSearch', { object: list.object.plural })
  return (
    <label className="quick-search">
      <SearchOutlined />
      <input
        ref={ref}
        type="search"
        placeholder={label}
        aria-label={label}
        value={text}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => settled === typed && setTyped(null)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' || event.key === 'Enter') document.querySelector<HTMLElement>('.grid')?.focus()
        }}
      />
      {text === '' && quickSearch !== null ? <kbd>{combinationText(quickSearch)}</kbd> : null}
    </label>
  )
}
