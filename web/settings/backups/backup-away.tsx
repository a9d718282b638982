import { Button } from 'antd'
import type { Backup } from '../../api/backups.ts'
import { momentText } from '../../i18n/format-date.ts'
import { useSay } from '../../i18n/language.ts'

/** A copy is on its way to the object storage, or waits for its turn. */
export const isUnderWay = ({ state, here, away }: Backup, storage: string | null): boolean =>
  away ? isOnItsWay(away) : storage !== null && here && state === 'done'

const isOnItsWay = ({ arrived, problem }: NonNullable<Backup['away']>): boolean => !arrived && !problem

/** Whether a backup also lies in the object storage: where and since when, or why not and what is to be done. */
export const BackupAway = ({ backup, storage, send }: { backup: Backup; storage: string | null; send: () => void }) => {
  const say = useSay()
  const { state, away, here } = backup
  if (state !== 'done') return null
  if (away?.arrived)
    return (
      <>
        ✓ {say('backups.arrived', { at: momentText(away.arrived) })}
        <br />
        <small className="muted">{away.place}</small>
      </>
    )
  if (away && isOnItsWay(away)) return <span role="status">{say('backups.onItsWay')}</span>
  if (!away && !storage) return <span className="muted">{say('backups.onlyHere')}</span>
  return (
    <>
      {away?.problem ? <span className="seal seal-broken">⚠ {away.problem} </span> : null}
      {!here ? <span className="muted">{say('backups.notHere')}</span> : null}
      {here && storage ? (
        <>
          {away?.nextTry ? say('backups.nextTry', { at: momentText(away.nextTry) }) : say('backups.waits')}{' '}
          <Button size="small" onClick={send}>
            {say('backups.send')}
          </Button>
        </>
      ) : null}
    </>
  )
}
