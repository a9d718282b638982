import { useQuery } from '@tanstack/react-query'
import {
  type Channel,
  channels,
  type ChannelChoice,
  channelsQuery,
  noticeKinds,
  saveChannel,
} from '../api/notification-channels.ts'
import { queryClient } from '../api/query-client.ts'
import { useSay } from '../i18n/language.ts'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { failed } from '../ui/overlay/toast.tsx'
import { MyQuietHours } from './my-quiet-hours.tsx'

/** What one is told of by which channel: a tick for each pair, in force at once. */
export const ChannelsPage = () => {
  const say = useSay()
  const { data, error, refetch } = useQuery(channelsQuery)
  const choose = (kind: (typeof noticeKinds)[number], channel: Channel, on: boolean) => {
    const before = queryClient.getQueryData(channelsQuery.queryKey)
    if (before === undefined) return
    const show = (next: ChannelChoice) => queryClient.setQueryData(channelsQuery.queryKey, next)
    const { preferences } = before
    show({ ...before, preferences: { ...preferences, [kind]: { ...preferences[kind], [channel]: on } } })
    saveChannel(kind, channel, on).catch((refused: unknown) => {
      void queryClient.invalidateQueries(channelsQuery)
      failed(refused)
    })
  }
  return (
    <>
      <header className="page-head">
        <h1>{say('account.notifications')}</h1>
      </header>
      <p className="muted">{say('channels.intro')}</p>
      {error ? <ErrorPanel error={error} retry={() => void refetch()} /> : null}
      {data === undefined && !error ? <Skeleton rows={5} /> : null}
      {data ? (
        <>
          <div
            className="simple-table panel channels"
            role="region"
            aria-label={say('account.notifications')}
            tabIndex={0}
          >
            <table>
              <thead>
                <tr>
                  <th scope="col">{say('channels.kind')}</th>
                  {channels.map((channel) => (
                    <th key={channel} scope="col">
                      {say(`channels.${channel}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {noticeKinds.map((kind) => (
                  <tr key={kind}>
                    <td>
                      {say(`channels.${kind}`)}
                      <small>{say(`channels.${kind}Why`)}</small>
                    </td>
                    {channels.map((channel) => (
                      <td key={channel}>
                        <label>
                          <input
                            type="checkbox"
                            aria-label={say('channels.of', {
                              kind: say(`channels.${kind}`),
                              channel: say(`channels.${channel}`),
                            })}
                            checked={data.preferences[kind][channel]}
                            onChange={(event) => choose(kind, channel, event.target.checked)}
                          />
                        </label>
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p className="muted">{say(data.mailAvailable ? 'channels.mailWhy' : 'channels.noMail')}</p>
          <MyQuietHours hours={data.quietHours} />
        </>
      ) : null}
    </>
  )
}
