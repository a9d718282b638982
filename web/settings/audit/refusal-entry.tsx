import { Link } from '@tanstack/react-router'
import type { Refusal } from '../../api/changes.ts'
import { useSay } from '../../i18n/language.ts'

/** What it was about: a record by its title where the reader may open it, its kind, or the address that was asked. */
export const RefusedRecord = ({ refusal }: { refusal: Refusal }) => {
  const { object, record, title, target } = refusal
  const label = refusal.objectLabel ?? object
  if (!object || !label) return <code className="muted">{target.replace('/api/v1', '')}</code>
  if (!record || !title) return <>{`${label} ${record?.slice(-8) ?? ''}`}</>
  return (
    <span className="audit-record">
      {label}{' '}
      <Link to="/o/$object/$id" params={{ object, id: record }} search={{ tab: undefined }}>
        {title}
      </Link>
    </span>
  )
}

const verbs = { GET: 'see', POST: 'do', PUT: 'update', PATCH: 'update', DELETE: 'delete' } as const

/** What was tried, or by which field somebody came upon a record out of her reach. */
export const RefusedWhat = ({ refusal: { reason, method, field, fieldLabel } }: { refusal: Refusal }) => {
  const say = useSay()
  const label = fieldLabel ?? field
  if (reason === 'duplicates.askedToJoin') return <>{say('audit.askedToJoin')}</>
  if (reason === 'duplicates.lookedPast')
    return <>{label ? say('audit.lookedPastBy', { field: label }) : say('audit.lookedPast')}</>
  return (
    <span className="audit-change">
      {say(`audit.refused.${verbs[method as keyof typeof verbs] ?? 'do'}`)} <code className="muted">{reason}</code>
    </span>
  )
}
