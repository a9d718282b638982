import { Button } from 'antd'
import { markRead, type Notices } from '../api/notifications.ts'
import { useSay } from '../i18n/language.ts'
import { failed } from '../ui/overlay/toast.tsx'

/** Marks as read what has come up to the newest one on the screen; what comes meanwhile stays unread. */
export const MarkAllRead = ({ latest }: { latest: Notices | undefined }) => {
  const say = useSay()
  const newest = latest?.data[0]
  return newest && latest.unread > 0 ? (
    <Button size="small" type="link" onClick={() => void markRead({ upTo: newest }).catch(failed)}>
      {say('notices.allRead')}
    </Button>
  ) : null
}
