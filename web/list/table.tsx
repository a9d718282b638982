import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import type { ObjectMeta } from '../api/metadata.ts'
import { useMe } from '../api/session.ts'
import { useSay } from '../i18n/language.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { useIsPhone } from '../ui/use-media.ts'
import { BulkBar } from './bulk/bulk-bar.tsx'
import { Cards } from './cards.tsx'
import { preloadInputs } from './grid/cell-editor.tsx'
import { Grid } from './grid/grid.tsx'
import { ListFooter } from './list-footer.tsx'
import { useCellEdits } from './grid/use-cell-edits.ts'
import type { List } from './use-list.ts'
import { usePages } from './use-pages.ts'
import { useSelection } from './use-selection.ts'
import { useTotals } from './use-totals.ts'

/** The rows of a list, or what stands in their place: skeleton, error, nothing yet, nothing that matches. */
export const Table = ({ list }: { list: List }) => {
  const phone = useIsPhone()
  const [range, setRange] = useState({ first: 0, last: 0 })
  const onRange = useCallback((first: number, last: number) => setRange({ first, last }), [])
  const pages = usePages(list, range.first, range.last)
  const totals = useTotals(list, pages)
  const selection = useSelection()
  const edits = useCellEdits(list)
  useEffect(() => {
    const idle = requestIdleCallback ?? setTimeout
    idle(preloadInputs)
  }, [])

  if (pages.error !== null) return <ErrorPanel error={pages.error} retry={pages.retry} />
  if (pages.loading) return <Skeleton rows={14} />
  if (pages.count === 0) return <Nothing list={list} />
  return (
    <>
      {phone ? (
        <Cards list={list} pages={pages} onRange={onRange} />
      ) : (
        <Grid
          list={list}
          pages={pages}
          total={totals.count?.value}
          selection={selection}
          edits={edits}
          onRange={onRange}
        />
      )}
      <div className="list-end">
        <ListFooter totals={totals} />
        <BulkBar list={list} total={totals.count?.value ?? 0} selection={selection} />
      </div>
    </>
  )
}

/** Who sets the system up may want to see it with something in it first. */
const SampleDataLink = ({ object }: { object: ObjectMeta }) => {
  const say = useSay()
  return useMe().abilities.settings && object.name === 'customer' ? (
    <Link to="/settings/sample-data" search={{ job: undefined }}>
      {say('list.sampleData')}
    </Link>
  ) : null
}

const Nothing = ({ list }: { list: List }) => {
  const say = useSay()
  const { object } = list
  const narrowed = list.q !== undefined || Object.keys(list.filter ?? {}).length > 0
  if (narrowed) {
    return (
      <EmptyState title={say('list.noMatch', { object: object.label })} why={say('list.noMatchWhy')}>
        <Button onClick={() => list.change({ q: undefined, filter: list.chosen === 'all' ? undefined : {} })}>
          {say('list.clearFilters')}
        </Button>
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title={say('list.empty', { object: object.label })}
      why={say(object.rights.import ? 'list.emptyImport' : 'list.emptyWhy')}
    >
      {object.rights.create ? (
        <Link to="/o/$object/new" params={{ object: object.name }} search={{ preset: undefined, back: undefined }}>
          {say('list.new', { object: object.label })}
        </Link>
      ) : null}
      {object.rights.import ? (
        <Link to="/o/$object/import" params={{ object: object.name }}>
          {say('import.of', { object: object.plural })}
        </Link>
      ) : null}
      <SampleDataLink object={object} />
    </EmptyState>
  )
}
