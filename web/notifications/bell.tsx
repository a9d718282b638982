import { BellOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { lazy, Suspense } from 'react'
import { unreadQuery } from '../api/notifications.ts'
import { useSay } from '../i18n/language.ts'
import { Popover } from '../ui/popover.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

const BellPanel = lazy(() => import('./bell-panel.tsx').then((module) => ({ default: module.BellPanel })))

/** The largest number that is written out beside the bell. */
const most = 99

/** Says in the top bar how many notifications are unread, and shows the latest. */
export const Bell = () => {
  const say = useSay()
  const { data: unread = 0 } = useQuery(unreadQuery)
  const label = unread > 0 ? say('notices.bell', { count: unread }) : say('notices.title')
  return (
    <Popover
      end
      label={say('notices.title')}
      button={
        <Button className="bell" type="text" icon={<BellOutlined />} aria-label={label} title={label}>
          {unread > 0 ? <span className="bell-count">{unread > most ? `${most}+` : unread}</span> : null}
        </Button>
      }
    >
      {(close) => (
        <Suspense fallback={<Skeleton rows={4} />}>
          <BellPanel close={close} />
        </Suspense>
      )}
    </Popover>
  )
}
