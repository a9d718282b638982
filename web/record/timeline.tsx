import { useInfiniteQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { getTimeline, type TimelineEntry } from '../api/changes.ts'
import type { ObjectMeta } from '../api/metadata.ts'
import { recordsKey } from '../api/query-client.ts'
import { useSay } from '../i18n/language.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { MorePages } from '../ui/more-pages.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { type TimelineFilter, TimelineFilterBar } from './timeline-filter.tsx'
import { TimelineItem } from './timeline-item.tsx'
import { useMayCompose } from './use-may-compose.ts'

const Composer = lazy(() => import('./composer.tsx').then((module) => ({ default: module.Composer })))

/** What happened to a record, newest first, with the place to write what happened now. */
export const Timeline = ({ object, id }: { object: ObjectMeta; id: string }) => {
  const say = useSay()
  const mayCompose = useMayCompose()
  const [filter, setFilter] = useState<TimelineFilter>({})
  const pages = useInfiniteQuery({
    queryKey: recordsKey(object.name, 'timeline', id, filter),
    queryFn: ({ pageParam }) => getTimeline(object.name, id, { ...filter, cursor: pageParam }),
    // What was there stays until the answer is: nothing jumps while a filter is set.
    placeholderData: (last) => last,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const { data, error, refetch } = pages
  const entries = data?.pages.flatMap((page) => page.data)
  const narrowed = Object.keys(filter).length > 0

  return (
    <div className="timeline">
      {mayCompose ? (
        <div className="composer-place">
          <Suspense fallback={null}>
            <Composer object={object} id={id} />
          </Suspense>
        </div>
      ) : null}
      <TimelineFilterBar filter={filter} onChange={setFilter} />
      {error ? <ErrorPanel error={error} retry={() => void refetch()} /> : null}
      {entries === undefined && !error ? <Skeleton rows={5} /> : null}
      {entries?.length === 0 ? (
        narrowed ? (
          <EmptyState title={say('timeline.noMatch')} why={say('timeline.noMatchWhy')} />
        ) : (
          <EmptyState title={say('timeline.empty')} why={say('timeline.emptyWhy')} />
        )
      ) : null}
      <ol className="timeline-list">
        {entries?.map((entry, at) => (
          <TimelineItem key={keyOf(entry, at)} entry={entry} about={object} of={id} />
        ))}
      </ol>
      <MorePages of={pages} />
    </div>
  )
}

const keyOf = ({ id, record, type, at: moment }: TimelineEntry, at: number) =>
  id ?? record?.id ?? `${type} ${moment} ${at}`
