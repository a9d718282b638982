import type { QuietHours } from '#shared/quiet-hours'
import { channelsQuery, saveQuietHours } from '../api/notification-channels.ts'
import { queryClient } from '../api/query-client.ts'
import { type Me, meQuery } from '../api/session.ts'
import { useSay } from '../i18n/language.ts'
import { QuietHoursForm } from '../notifications/quiet-hours-form.tsx'
import { failed } from '../ui/overlay/toast.tsx'

/** One's own quiet hours; until one sets them they are the company's. */
export const MyQuietHours = ({ hours }: { hours: QuietHours }) => {
  const say = useSay()
  const change = (next: Partial<QuietHours>) => {
    const before = queryClient.getQueryData(channelsQuery.queryKey)
    const quietHours = { ...hours, ...next }
    if (before) queryClient.setQueryData(channelsQuery.queryKey, { ...before, quietHours })
    // The bell goes by it too.
    queryClient.setQueryData<Me>(
      meQuery.queryKey,
      (me) => me && { ...me, preferences: { ...me.preferences, quietHours } },
    )
    saveQuietHours(next).catch((refused: unknown) => {
      void queryClient.invalidateQueries(channelsQuery)
      failed(refused)
    })
  }
  return <QuietHoursForm hours={hours} title={say('quiet.title')} why={say('quiet.why')} onChange={change} />
}
