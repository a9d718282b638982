import { EditOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { lazy, Suspense } from 'react'
import { fieldOf, type FieldMeta, isShown, type ObjectMeta, targetOf, writable } from '../api/metadata.ts'
import { referenceId } from '../api/record-title.ts'
import { allowed, type RecordData } from '../api/records.ts'
import { useMe } from '../api/session.ts'
import { useMetadata } from '../api/use-metadata.ts'
import { isEmpty } from '../field-view.tsx'
import { cellOf } from '../fields.ts'
import { isVisible } from '../form/field-conditions.ts'
import { useSay } from '../i18n/language.ts'
import { useKeyHint } from '../shell/keys/my-keys.ts'
import { FileList } from '../ui/file-list.tsx'
import { RichText } from '../ui/rich-text/rich-text.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Link } from '@tanstack/react-router'

const ProfileForm = lazy(() => import('./profile-form.tsx').then((module) => ({ default: module.ProfileForm })))

interface ProfileProps {
  readonly object: ObjectMeta
  readonly record: RecordData
  /** All fields are there, not only those of the list. */
  readonly ready: boolean
  readonly editing: boolean
  onEditing(editing: boolean): void
}

const system = ['createdAt', 'createdBy', 'updatedAt', 'updatedBy']

/** What is known about the record, section by section; E or the pen turns it into its form, in place. */
export const Profile = ({ object, record, ready, editing, onEditing }: ProfileProps) => {
  const say = useSay()
  const { user, workspace } = useMe()
  const hint = useKeyHint()
  if (editing && ready) {
    return (
      <Suspense fallback={<Skeleton rows={8} />}>
        <ProfileForm object={object} record={record} onClose={() => onEditing(false)} />
      </Suspense>
    )
  }
  const mayUpdate = allowed(object, record, 'update')
  const looker = { user: user.id, zone: workspace.zone }
  const placed = new Set([...object.form.flatMap((section) => section.fields), ...system])
  const others = object.fields.filter((field) => isShown(field) && !placed.has(field.name)).map(({ name }) => name)
  const sections = object.form.map((section, at) =>
    at === 0 ? { ...section, fields: [...section.fields, ...others] } : section,
  )
  return (
    <div className="profile panel">
      {[...sections, { label: say('record.system'), fields: system }].map((section, at) => (
        <section key={section.label}>
          <h2 className="profile-head">
            {section.label}
            {at === 0 && mayUpdate ? (
              <Button
                size="small"
                type="text"
                icon={<EditOutlined />}
                title={hint(say('common.edit'), 'editRecord')}
                onClick={() => onEditing(true)}
              >
                {say('common.edit')}
              </Button>
            ) : null}
          </h2>
          <dl>
            {section.fields.map((name) => {
              const field = fieldOf(object, name)
              return field && (!isEmpty(record[name]) || isVisible(field, record, looker)) ? (
                <ProfileField
                  key={name}
                  field={field}
                  value={record[name]}
                  onEdit={mayUpdate && writable(object, field) ? () => onEditing(true) : undefined}
                />
              ) : null
            })}
          </dl>
        </section>
      ))}
    </div>
  )
}

const ProfileField = ({
  field,
  value,
  onEdit,
}: {
  field: FieldMeta
  value: unknown
  onEdit: (() => void) | undefined
}) => (
  <div onDoubleClick={onEdit}>
    <dt>{field.label}</dt>
    <dd>{isEmpty(value) ? <span className="muted">—</span> : <FieldValue field={field} value={value} />}</dd>
  </div>
)

/** A field in full: references lead to their record, phones can be called, text keeps its lines. */
const FieldValue = ({ field, value }: { field: FieldMeta; value: unknown }) => {
  const { objects } = useMetadata()
  const { Cell } = cellOf(field)
  const cell = <Cell value={value} field={field} />
  const target = field.kind === 'relatedTo' ? (value as { object: string }).object : targetOf(field)
  const id = referenceId(value)
  const known = objects.find(({ name }) => name === target)
  if (field.kind === 'file') return <FileList ids={value as string[]} />
  if (field.kind === 'richText') return <RichText html={String(value)} />
  if (field.kind === 'longText') return <span className="profile-text">{String(value)}</span>
  if ((field.kind === 'ref' || field.kind === 'relatedTo') && known?.inNavigation && id) {
    return (
      <Link to="/o/$object/$id" params={{ object: known.name, id }} search={{ tab: undefined }}>
        {cell}
      </Link>
    )
  }
  if (field.kind === 'phone' && !field.masked) return <a href={`tel:${String(value)}`}>{cell}</a>
  if (field.kind === 'email' && !field.masked) return <a href={`mailto:${String(value)}`}>{cell}</a>
  return cell
}
