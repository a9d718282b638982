import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { endOtherSeats, endSeat, type Seat, seatsQuery } from '../api/account.ts'
import { queryClient } from '../api/query-client.ts'
import { agoText, fullMoment, momentText } from '../i18n/format-date.ts'
import { useSay } from '../i18n/language.ts'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Tag } from '../ui/tag.tsx'
import { failed, toast } from '../ui/overlay/toast.tsx'
import { deviceName } from './device-name.ts'

/** The devices somebody is signed in on, each of which she can put out. */
export const Seats = () => {
  const say = useSay()
  const { data, error, refetch } = useQuery(seatsQuery)
  const nameOf = (seat: Seat) => deviceName(seat.userAgent) || say('seats.unknown')
  const end = async (ending: Promise<unknown>, done: string) => {
    await ending
    await queryClient.invalidateQueries(seatsQuery)
    toast(done)
  }
  const current = data?.toSorted((one, other) => Number(other.current) - Number(one.current))
  return (
    <section className="panel account-part" aria-labelledby="seats-title">
      <h2 id="seats-title">{say('seats.title')}</h2>
      {error ? <ErrorPanel error={error} retry={() => void refetch()} /> : null}
      {data === undefined && !error ? <Skeleton rows={2} /> : null}
      <ul className="seats">
        {current?.map((seat) => (
          <li key={seat.id}>
            <div>
              <p>
                <strong>{nameOf(seat)}</strong> {seat.current ? <Tag color="green">{say('seats.current')}</Tag> : null}
              </p>
              <p className="muted" title={fullMoment(seat.lastUsedAt)}>
                {[
                  seat.address,
                  say('seats.since', { when: momentText(seat.createdAt) }),
                  seat.current ? null : say('seats.used', { when: agoText(seat.lastUsedAt) }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </div>
            {seat.current ? null : (
              <Button
                size="small"
                aria-label={say('seats.endOf', { device: nameOf(seat) })}
                onClick={() => void end(endSeat(seat.id), say('seats.ended', { device: nameOf(seat) })).catch(failed)}
              >
                {say('seats.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {data && data.length > 1 ? (
        <div className="account-actions">
          <Button danger onClick={() => void end(endOtherSeats(), say('me.signedOutElsewhere')).catch(failed)}>
            {say('seats.endOthers')}
          </Button>
        </div>
      ) : data ? (
        <p className="muted">{say('seats.onlyThis')}</p>
      ) : null}
    </section>
  )
}
