import { DownloadOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { failedFile, type ImportData } from '../api/imports.ts'
import { dateText, dayOf } from '../i18n/format-date.ts'
import { count } from '../i18n/format-number.ts'
import { useSay } from '../i18n/language.ts'
import { confirm } from '../ui/overlay/confirm.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { Conflicts } from './conflicts.tsx'
import { CountTiles } from './count-tiles.tsx'
import { isRevertable } from './is-revertable.ts'
import type { StepProps } from './import-page.tsx'
import { ProblemRows } from './problem-rows.tsx'
import { ResultLinks } from './result-links.tsx'

/** The import at work, and what became of it. */
export const RunStep = (props: StepProps) => {
  const { status } = props.made
  if (status === 'running' || status === 'cancelling') return <Running {...props} />
  if (status === 'reverting') return <Reverting made={props.made} />
  return status === 'reverted' ? <Reverted {...props} /> : <Over {...props} />
}

const Running = ({ made, work }: StepProps) => {
  const say = useSay()
  const done = made.counts?.read ?? 0
  const stop = async () => {
    const answers = { yes: say('import.stop'), no: say('import.stopNo') }
    if (await confirm({ title: say('import.stopAsk'), why: say('import.stopWhy'), ...answers }))
      await work.step('cancel')
  }
  return (
    <section className="import-working panel" role="status">
      <h2>{say(made.status === 'cancelling' ? 'import.status.cancelling' : 'import.running')}</h2>
      <ProgressBar label={say('import.running')} done={done} total={done === 0 ? null : made.total} />
      <p>{say('import.runningSoFar', { done: count(done), total: count(made.total ?? done) })}</p>
      <p className="muted">{say('import.leave')}</p>
      <Button loading={work.busy || made.status === 'cancelling'} onClick={() => void stop()}>
        {say('import.stop')}
      </Button>
    </section>
  )
}

const Reverting = ({ made }: { made: ImportData }) => {
  const say = useSay()
  const { done, total } = made.undone ?? { done: 0, total: 0 }
  return (
    <section className="import-working panel" role="status">
      <h2>{say('import.reverting')}</h2>
      <ProgressBar label={say('import.reverting')} done={done} total={total} />
      <p>{say('import.revertedSoFar', { done: count(done), total: count(total) })}</p>
      <p className="muted">{say('import.leave')}</p>
    </section>
  )
}

const Over = ({ made, object, work }: StepProps) => {
  const say = useSay()
  const { status, counts, problem, revertUntil } = made
  const open = isRevertable(made)
  const stopped = status === 'cancelled' || status === 'failed'
  const all = counts ? [counts, ...Object.values(counts.belongings ?? {})] : []
  const sum = (part: 'created' | 'updated') => all.reduce((so, one) => so + one[part], 0)
  const written = sum('created') + sum('updated')
  const revert = async () => {
    const [created, updated] = [count(sum('created')), count(sum('updated'))]
    const why =
      sum('updated') === 0
        ? say('import.revertWhyCreated', { created })
        : sum('created') === 0
          ? say('import.revertWhyUpdated', { updated })
          : say('import.revertWhy', { created, updated })
    if (await confirm({ title: say('import.revertAsk'), why, yes: say('import.revert'), danger: true }))
      await work.step('revert')
  }
  return (
    <>
      <div className="import-headline" data-tone={stopped ? 'warning' : 'success'} role="status">
        <h2>
          {stopped ? '⚠' : '✓'} {say(stopped ? `import.${status}` : 'import.done')}
        </h2>
      </div>
      {problem ? (
        <p className="import-note" data-tone="error">
          {problem.message}
        </p>
      ) : null}
      {counts ? <CountTiles counts={counts} /> : null}
      <div className="import-bar">
        {stopped && !made.undone ? (
          <Button type="primary" loading={work.busy} onClick={() => void work.step('start')}>
            {say('import.goOn')}
          </Button>
        ) : null}
        <ResultLinks made={made} object={object} />
        {counts && counts.failed > 0 ? (
          <Button icon={<DownloadOutlined />} href={failedFile(made.id)} download>
            {say('import.download', { count: count(counts.failed) })}
          </Button>
        ) : null}
        <Link className="button-link" to="/o/$object/import" params={{ object: object.name }}>
          <Button tabIndex={-1}>{say('import.another')}</Button>
        </Link>
        <span className="view-space" />
        {open && revertUntil && written > 0 ? (
          <span className="import-revert">
            <small className="muted">
              {say('import.revertUntil', { date: dateText(dayOf(new Date(revertUntil))) })}
            </small>
            <Button danger loading={work.busy} onClick={() => void revert()}>
              {say('import.revert')}
            </Button>
          </span>
        ) : null}
      </div>
      {counts && counts.failed > 0 ? <ProblemRows made={made} object={object} closed /> : null}
    </>
  )
}

const Reverted = ({ made, object }: StepProps) => {
  const say = useSay()
  const { done, conflicts } = made.undone ?? { done: 0, conflicts: 0 }
  return (
    <>
      <div className="import-headline" data-tone="success" role="status">
        <h2>✓ {say('import.reverted')}</h2>
      </div>
      <p>
        {conflicts === 0
          ? say('import.revertedAll', { count: count(done) })
          : say('import.revertedSome', { count: count(done - conflicts), left: count(conflicts) })}
      </p>
      {conflicts > 0 ? <Conflicts made={made} object={object} /> : null}
      <div className="import-bar">
        <Link className="button-link" to="/o/$object/import" params={{ object: object.name }}>
          <Button tabIndex={-1}>{say('import.another')}</Button>
        </Link>
      </div>
    </>
  )
}
