import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { latestNotices } from '../api/notifications.ts'
import { useSay } from '../i18n/language.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { MarkAllRead } from './mark-all-read.tsx'
import { NoticeList } from './notice-list.tsx'

/** What hangs on the bell: the latest notifications. */
export const BellPanel = ({ close }: { close: () => void }) => {
  const say = useSay()
  const { data, error, refetch } = useQuery(latestNotices)
  return (
    <div className="bell-panel">
      <header>
        <strong>{say('notices.title')}</strong>
        <MarkAllRead latest={data} />
      </header>
      {data ? (
        data.data.length > 0 ? (
          <NoticeList notices={data.data} onOpened={close} />
        ) : (
          <EmptyState title={say('notices.none')} why={say('notices.noneWhy')} />
        )
      ) : error ? (
        <ErrorPanel error={error} retry={() => void refetch()} />
      ) : (
        <Skeleton rows={4} />
      )}
      <Link className="bell-all" to="/notifications" onClick={close}>
        {say('notices.all')}
      </Link>
    </div>
  )
}
