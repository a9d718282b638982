import type { Backup } from '../../api/backups.ts'
import { count } from '../../i18n/format-number.ts'
import { momentText } from '../../i18n/format-date.ts'
import { useSay } from '../../i18n/language.ts'

/** How it stands with a backup: how far it is, that it was proven, or why it failed. */
export const BackupState = ({ backup }: { backup: Backup }) => {
  const say = useSay()
  const { state, progress, problem, provenAt, facts } = backup
  if (state === 'running') {
    const percent = progress ? Math.floor((progress.done * 100) / progress.total) : 0
    return <span role="status">{say('backups.running', { percent: String(percent) })}</span>
  }
  if (state !== 'done')
    return (
      <span className={state === 'failed' ? 'seal seal-broken' : 'muted'}>
        {state === 'failed'
          ? `⚠ ${problem ? say('backups.failedWhy', { why: problem }) : say('backups.failed')}`
          : say('backups.cancelled')}
      </span>
    )
  return (
    <>
      {provenAt ? `✓ ${say('backups.proven', { at: momentText(provenAt) })}` : say('backups.done')}
      {facts ? (
        <span className="muted"> {say('backups.holds', { rows: count(facts.rows), files: count(facts.files) })}</span>
      ) : null}
      {facts && facts.missing > 0 ? <span> ⚠ {say('backups.missing', { files: count(facts.missing) })}</span> : null}
      {facts && !facts.sealed ? <span> ⚠ {say('backups.unsealed')}</span> : null}
    </>
  )
}
