import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { Entries } from '../../api/changes.ts'
import { useSay } from '../../i18n/language.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { MorePages } from '../../ui/more-pages.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { type SimpleColumn, SimpleTable } from '../simple-table.tsx'

/** Entries of the audit as they come, page after page. */
export const AuditPages = <Entry extends { readonly id: string }>({
  label,
  pages,
  columns,
}: {
  label: string
  pages: UseInfiniteQueryResult<InfiniteData<Entries<Entry>>>
  columns: readonly SimpleColumn<Entry>[]
}) => {
  const say = useSay()
  const { data, error, refetch } = pages
  const rows = data?.pages.flatMap((page) => page.data)
  if (error) return <ErrorPanel error={error} retry={() => void refetch()} />
  if (rows === undefined) return <Skeleton />
  if (rows.length === 0) return <EmptyState title={say('audit.empty')} />
  return (
    <>
      <SimpleTable label={label} rows={rows} keyOf={({ id }) => id} columns={columns} />
      <MorePages of={pages} />
    </>
  )
}
