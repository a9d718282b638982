import { Link } from '@tanstack/react-router'
import { Select } from 'antd'
import { type ImportData, mendRow, policies, type Policy, type ProblemRow } from '../api/imports.ts'
import type { ObjectMeta } from '../api/metadata.ts'
import { useSay } from '../i18n/language.ts'
import { failed } from '../ui/overlay/toast.tsx'

/** A row that may be there already: the records it may be, and what is to become of it. */
export const AskedRow = ({
  made,
  object,
  row,
  onDecided,
  closed,
}: {
  made: ImportData
  object: ObjectMeta
  row: ProblemRow
  onDecided: () => void
  closed?: boolean | undefined
}) => {
  const say = useSay()
  const decide = async (decision: Policy) => {
    await mendRow(made.id, row.row, { decision })
    onDecided()
  }
  const meaning = (policy: Policy) => say(policy === 'create' ? 'import.decideCreate' : `import.policy.${policy}`)
  const cells = made.columns.filter(({ mapping }) => mapping).map(({ index }) => row.cells[index])
  return (
    <div className="problem-row" role="row" data-mended={row.status === 'mended' || undefined}>
      <span role="cell" className="problem-number">
        {row.row}
      </span>
      <span role="cell" className="problem-value asked-cells" title={cells.join('\n')}>
        {cells.filter(Boolean).slice(0, 4).join(' · ')}
      </span>
      <span role="cell">
        {row.twins.length > 0 ? <span className="muted">{say('import.twins')} </span> : null}
        {row.twins.map(({ id, title }, at) => (
          <span key={id}>
            {at > 0 ? say('common.and') : null}
            <Link to="/o/$object/$id" params={{ object: object.name, id }} search={{ tab: undefined }} target="_blank">
              {title}
            </Link>
          </span>
        ))}
      </span>
      <span role="cell" className="problem-text">
        {row.decision ? (
          <span className="import-good">✓ {say('import.decided', { decision: meaning(row.decision) })}</span>
        ) : (
          row.problems.map(({ code, message }) => <span key={code}>⚠ {message}</span>)
        )}
      </span>
      {closed ? null : (
        <span role="cell">
          <Select<Policy | null>
            className="wide"
            size="small"
            aria-label={say('import.decideOf', { row: row.row })}
            placeholder={say('import.decide')}
            value={row.decision}
            options={policies
              .filter((policy) => policy !== 'ask')
              .map((policy) => ({ value: policy, label: meaning(policy) }))}
            onChange={(decision) => decision && void decide(decision).catch(failed)}
          />
        </span>
      )}
    </div>
  )
}
