import { useInfiniteQuery } from '@tanstack/react-query'
import { allNotices } from '../api/notifications.ts'
import { useSay } from '../i18n/language.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { MorePages } from '../ui/more-pages.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { useTitle } from '../ui/use-title.ts'
import { MarkAllRead } from './mark-all-read.tsx'
import { NoticeList } from './notice-list.tsx'

/** All notifications of the reader; mails lead here. */
export const NotificationsPage = () => {
  const say = useSay()
  const pages = useInfiniteQuery(allNotices)
  const { data, error, refetch } = pages
  const notices = data?.pages.flatMap((page) => page.data)
  useTitle(say('notices.title'))
  return (
    <div className="page notices-page">
      <header className="page-head">
        <h1>{say('notices.title')}</h1>
        <MarkAllRead latest={data?.pages[0]} />
      </header>
      {error ? <ErrorPanel error={error} retry={() => void refetch()} /> : null}
      {notices === undefined && !error ? <Skeleton rows={6} /> : null}
      {notices?.length === 0 ? <EmptyState title={say('notices.none')} why={say('notices.noneWhy')} /> : null}
      {notices && notices.length > 0 ? (
        <div className="panel">
          <NoticeList notices={notices} />
        </div>
      ) : null}
      <MorePages of={pages} />
    </div>
  )
}
