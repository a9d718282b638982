import { Button } from 'antd'
import { useMetadata } from '../api/use-metadata.ts'
import { count } from '../i18n/format-number.ts'
import { useSay } from '../i18n/language.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { CountTiles } from './count-tiles.tsx'
import type { StepProps } from './import-page.tsx'
import { ProblemKinds } from './problem-kinds.tsx'
import { ProblemRows } from './problem-rows.tsx'
import { UnknownValues } from './unknown-values.tsx'
import { useState } from 'react'

/** All rows gone through as if importing them: what would become of them, and what is to be mended first. */
export const CheckStep = (props: StepProps) => {
  const say = useSay()
  const { made, work, go } = props
  if (made.status === 'checking') return <Checking {...props} />
  if (made.status === 'checked' && made.counts) return <Checked {...props} />
  return (
    <>
      {made.problem ? (
        <p className="import-note" data-tone="error" role="alert">
          ⚠ {made.problem.message}
        </p>
      ) : (
        <p className="import-note">{say('import.againWhy')}</p>
      )}
      <footer className="import-foot">
        <Button onClick={() => go('map')}>{say('import.back')}</Button>
        <Button type="primary" loading={work.busy} onClick={() => void work.step('check')}>
          {say('import.check')}
        </Button>
      </footer>
    </>
  )
}

const Checking = ({ made, work }: StepProps) => {
  const say = useSay()
  const done = made.counts?.read ?? 0
  return (
    <section className="import-working panel" role="status">
      <h2>{say('import.checking')}</h2>
      <ProgressBar label={say('import.checking')} done={done} total={done === 0 ? null : made.total} />
      <p className="muted">
        {made.total === null
          ? say('import.checkedOnly', { done: count(done) })
          : say('import.checkedSoFar', { done: count(done), total: count(made.total) })}
      </p>
      <Button loading={work.busy} onClick={() => void work.step('cancel')}>
        {say('import.stop')}
      </Button>
    </section>
  )
}

const Checked = ({ made, object, work, go }: StepProps) => {
  const say = useSay()
  const { objects } = useMetadata()
  // Rows that were mended here: what the check found is no longer all true.
  const [mended, setMended] = useState(false)
  const { counts, summary } = made
  if (!counts || !summary) return <Skeleton />
  const ready = counts.created + counts.updated
  // A row whose own record is there already may still bring others.
  const guests = Object.entries(counts.belongings ?? {}).map(([name, one]) => ({
    object: objects.find((known) => known.name === name)?.plural ?? name,
    count: one.created + one.updated,
  }))
  const coming = [{ object: object.plural, count: ready }, ...guests].filter((one) => one.count > 0)
  const parts = coming.map((one) => say('import.part', { object: one.object, count: count(one.count) }))
  const twice = [
    ...(summary.existing > 0 ? [say('import.existing', { count: count(summary.existing) })] : []),
    ...(summary.repeated > 0 ? [say('import.repeated', { count: count(summary.repeated) })] : []),
  ]
  const again = async () => {
    setMended(false)
    await work.step('check')
  }
  return (
    <>
      <CountTiles counts={counts} ahead />
      {counts.failed === 0 ? (
        <p className="import-good">✓ {say('import.allGood', { count: count(counts.read) })}</p>
      ) : null}
      {twice.length > 0 ? <p className="muted">{twice.join(' · ')}</p> : null}
      {counts.failed > 0 ? (
        <>
          <ProblemKinds made={made} work={work} />
          <UnknownValues made={made} work={work} />
          <ProblemRows made={made} object={object} onMended={() => setMended(true)} />
        </>
      ) : null}
      <footer className="import-foot">
        {mended ? <span className="muted">{say('import.againWhy')}</span> : null}
        <Button onClick={() => go('duplicates')}>{say('import.back')}</Button>
        <Button type={mended ? 'primary' : 'default'} loading={work.busy} onClick={() => void again()}>
          {say('import.again')}
        </Button>
        <Button
          type={mended ? 'default' : 'primary'}
          disabled={coming.length === 0 || work.busy}
          onClick={() => void work.step('start')}
        >
          {coming.length === 0
            ? say('import.nothingToDo')
            : guests.length > 0
              ? say('import.startAll', { parts: parts.join(say('common.and')) })
              : say('import.start', { count: count(ready) })}
        </Button>
      </footer>
    </>
  )
}
