import { BellOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from 'react'
import { isQuiet } from '#shared/quiet-hours'
import { unreadQuery } from '../api/notifications.ts'
import { useMe } from '../api/session.ts'
import { useSay } from '../i18n/language.ts'
import { Popover } from '../ui/overlay/popover.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

const BellPanel = lazy(() => import('./bell-panel.tsx').then((module) => ({ default: module.BellPanel })))

/** The largest number that is written out beside the bell. */
const most = 99

/** Says in the top bar how many notifications are unread, and shows the latest. */
export const Bell = () => {
  const say = useSay()
  const { data: unread = 0 } = useQuery(unreadQuery)
  const label = unread > 0 ? say('notices.bell', { count: unread }) : say('notices.title')
  const news = useNews(unread)
  return (
    <>
      <span className="visually-hidden" aria-live="polite">
        {news > 0 ? say('notices.news', { count: news }) : ''}
      </span>
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
    </>
  )
}

/** How many came just now, to be spoken; none while one is not to be disturbed. The number beside the bell rises all the same. */
const useNews = (unread: number): number => {
  const { preferences, workspace } = useMe()
  const seen = useRef(unread)
  const [news, setNews] = useState(0)
  const learn = useEffectEvent((now: number) => {
    const { quietHours } = preferences
    const quiet = quietHours !== undefined && isQuiet(quietHours, new Date(), workspace.zone)
    setNews(quiet ? 0 : Math.max(0, now - seen.current))
    seen.current = now
  })
  useEffect(() => learn(unread), [unread])
  return news
}
