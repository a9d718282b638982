import { Link } from '@tanstack/react-router'
import type { Change } from '../../api/changes.ts'
import { fieldOf, type ObjectMeta } from '../../api/metadata.ts'
import { useObject } from '../../api/use-metadata.ts'
import { count } from '../../i18n/format-number.ts'
import { useSay } from '../../i18n/language.ts'
import { optionLabel } from '../../ui/input/option.ts'
import { schemaChanges } from '../schema/schema-changes.ts'
import { useNamed } from './use-named.ts'

/** What was written to: a record by its title where the reader may open it, a field of the schema, or only its kind. */
export const AuditedRecord = ({ change }: { change: Change }) => {
  const say = useSay()
  const object = useObject(change.object ?? '')
  const named = useNamed(change.object ?? '')
  const label = named?.label ?? (change.object === 'workspace' ? say('settings.workspace') : (change.object ?? ''))
  if (change.schema) {
    const { label: part, message } = change.schema.new
    return <>{[label, part ?? message].filter((one, at, all) => one && all.indexOf(one) === at).join(' · ')}</>
  }
  if (!object || !change.title || !change.record) return <>{`${label} ${change.record?.slice(-8) ?? ''}`}</>
  return (
    <span className="audit-record">
      {label}{' '}
      <Link to="/o/$object/$id" params={{ object: object.name, id: change.record }} search={{ tab: undefined }}>
        {titled(object, change.title)}
      </Link>
    </span>
  )
}

/** A notification is called by what it is about, which is a choice. */
const titled = (object: ObjectMeta, title: string): string => {
  const field = fieldOf(object, object.title)
  return field?.kind === 'choice' ? optionLabel(field, title) : title
}

const known = ['create', 'update', 'delete', 'restore', 'team', 'export', 'schema'] as const

/** What was done: which fields, how many rows, which rule became which. */
export const AuditedChange = ({ change }: { change: Change }) => {
  const say = useSay()
  const named = useNamed(change.object ?? '')
  const made = change.schema?.old === null
  const op = made ? 'create' : known.find((one) => one === change.op)
  const fields = change.fields?.map((name) => named?.fields.find((field) => field.name === name)?.label ?? name)
  const more = () => {
    if (op === 'update') return fields?.join(say('common.and'))
    if (op === 'export') return say('audit.exported', { count: count(change.rows ?? 0) })
    if (!change.schema?.old) return ''
    return schemaChanges(change.schema.old, change.schema.new, { yes: say('common.yes'), no: say('common.no') })
      .map(({ name, was, is }) => `${say(`schema.fact.${name}`)} ${was} → ${is}`)
      .join(say('common.and'))
  }
  return (
    <span className="audit-change">
      {say(`audit.op.${op ?? 'other'}`)} <span className="muted">{more()}</span>
      {change.reason ? <span className="muted"> {say('history.reason', { reason: change.reason })}</span> : null}
    </span>
  )
}
