import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { lazy, Suspense, useRef } from 'react'
import { useSay } from '../i18n/language.ts'
import { usePageCommands } from '../shell/page-commands.ts'
import { Popover } from '../ui/popover.tsx'
import { conditionText } from './condition-text.ts'
import { isCondition, type Part, readConditions, writeConditions } from './conditions.ts'
import { useConditionTitles } from './use-condition-titles.ts'
import type { List } from './use-list.ts'

const FilterBuilder = lazy(() => import('./filter-builder.tsx').then((module) => ({ default: module.FilterBuilder })))

/** The filter as chips that all hold; a click opens one, × takes it away. */
export const FilterBar = ({ list }: { list: List }) => {
  const say = useSay()
  const parts = readConditions(list.filter)
  const titles = useConditionTitles(list.object, parts)
  const set = (next: readonly Part[]) => {
    const filter = writeConditions(next)
    // An empty filter must be said where the view has one; elsewhere the address stays short.
    const viewHas = list.chosen !== 'all'
    list.change({ filter: Object.keys(filter).length === 0 && !viewHas ? undefined : filter })
  }
  const add = useRef<HTMLButtonElement>(null)
  usePageCommands([
    { key: 'filter', label: say('list.addFilter'), run: () => add.current?.click() },
    ...(parts.length > 0 ? [{ key: 'filter clear', label: say('list.clearFilters'), run: () => set([]) }] : []),
  ])
  return (
    <div className="filter-bar">
      {parts.map((part, at) => {
        const text = conditionText(part, list.object, titles, say)
        const others = parts.filter((_part, index) => index !== at)
        return (
          <span key={`${at} ${text}`} className="chip">
            {isCondition(part) ? (
              <Popover
                label={say('list.addFilter')}
                button={
                  <button type="button" className="chip-text">
                    {text}
                  </button>
                }
              >
                {(close) => (
                  <Suspense fallback={null}>
                    <FilterBuilder
                      object={list.object}
                      start={part}
                      onApply={(next) => {
                        close()
                        set(parts.map((one, index) => (index === at ? next : one)))
                      }}
                    />
                  </Suspense>
                )}
              </Popover>
            ) : (
              <span className="chip-text">{text}</span>
            )}
            <button
              type="button"
              className="chip-remove"
              aria-label={say('list.removeFilter', { filter: text })}
              onClick={() => set(others)}
            >
              ×
            </button>
          </span>
        )
      })}
      <Popover
        label={say('list.addFilter')}
        button={
          <Button ref={add} type="text" size="small" icon={<PlusOutlined />}>
            {say('list.addFilter')}
          </Button>
        }
      >
        {(close) => (
          <Suspense fallback={null}>
            <FilterBuilder
              object={list.object}
              onApply={(next) => {
                close()
                set([...parts, next])
              }}
            />
          </Suspense>
        )}
      </Popover>
      {parts.length > 1 ? (
        <Button type="text" size="small" onClick={() => set([])}>
          {say('list.clearFilters')}
        </Button>
      ) : null}
    </div>
  )
}
