import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { getTimeline, type TimelineEntry } from '../api/changes.ts'
import type { ObjectMeta } from '../api/metadata.ts'
import { recordsKey } from '../api/query-client.ts'
import { useMetadata } from '../api/use-metadata.ts'
import { useSay } from '../i18n/language.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { TimelineItem } from './timeline-item.tsx'
import { useMayCompose } from './use-may-compose.ts'

const Composer = lazy(() => import('./composer.tsx').then((module) => ({ default: module.Composer })))

/** What happened to a record, newest first, with the place to write what happened now. */
export const Timeline = ({ object, id }: { object: ObjectMeta; id: string }) => {
  const say = useSay()
  const { objects } = useMetadata()
  const mayCompose = useMayCompose()
  const [only, setOnly] = useState<string | null>(null)
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: recordsKey(object.name, 'timeline', id),
    queryFn: ({ pageParam }) => getTimeline(object.name, id, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const entries = data?.pages.flatMap((page) => page.data)
  const types = [...new Set(entries?.map(({ type }) => type))]
  const typeLabel = (type: string) =>
    type === 'change' ? say('timeline.changes') : (objects.find(({ name }) => name === type)?.label ?? type)
  const shown = entries?.filter(({ type }) => only === null || type === only)

  return (
    <div className="timeline">
      {mayCompose ? (
        <div className="composer-place">
          <Suspense fallback={null}>
            <Composer object={object} id={id} />
          </Suspense>
        </div>
      ) : null}
      {types.length > 1 ? (
        <div className="timeline-filter" role="group">
          {[null, ...types].map((type) => (
            <button key={type} type="button" aria-pressed={only === type} onClick={() => setOnly(type)}>
              {type === null ? say('timeline.all') : typeLabel(type)}
            </button>
          ))}
        </div>
      ) : null}
      {error ? <ErrorPanel error={error} retry={() => void refetch()} /> : null}
      {entries === undefined && !error ? <Skeleton rows={5} /> : null}
      {entries?.length === 0 ? <EmptyState title={say('timeline.empty')} why={say('timeline.emptyWhy')} /> : null}
      <ol className="timeline-list">
        {shown?.map((entry, at) => (
          <TimelineItem key={entry.id ?? keyOf(entry, at)} entry={entry} about={object} />
        ))}
      </ol>
      {hasNextPage ? (
        <Button block type="text" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {say('common.loadMore')}
        </Button>
      ) : null}
    </div>
  )
}

const keyOf = (entry: TimelineEntry, at: number) => `${entry.type} ${entry.at} ${at}`
