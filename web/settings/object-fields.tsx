import { PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { FieldMeta, ObjectMeta } from '../api/metadata.ts'
import { request } from '../api/request.ts'
import { useSay } from '../i18n/language.ts'
import { ObjectBadge } from '../ui/object-badge.tsx'
import { Tag } from '../ui/tag.tsx'
import { failed, toast } from '../ui/toast.tsx'
import { FieldDialog } from './field-dialog.tsx'
import { kindLabel } from './field-kinds.ts'
import { refreshSchema } from './refresh-schema.ts'
import { SimpleTable } from './simple-table.tsx'

/** The fields of an object. Those of the product stand; a workspace adds, renames, retires and restores its own. */
export const ObjectFields = ({ object }: { object: ObjectMeta }) => {
  const say = useSay()
  const [edited, setEdited] = useState<FieldMeta | 'new' | null>(null)
  const path = (field: FieldMeta) => `/schema/objects/${object.name}/fields/${field.name}`
  const change = async (field: FieldMeta, verb: 'retire' | 'restore') => {
    await request(`${path(field)}/${verb}`, { method: 'POST' })
    await refreshSchema()
    if (verb === 'retire') toast(say('schema.retired', { label: field.label }), () => change(field, 'restore'))
  }
  return (
    <>
      <p className="record-path">
        <Link to="/settings/objects" search={{ object: undefined }}>
          {say('settings.objects')}
        </Link>
        <span aria-hidden="true"> / </span>
        <span className="muted">{object.label}</span>
      </p>
      <header className="page-head">
        <ObjectBadge object={object} large />
        <h1>{object.label}</h1>
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited('new')}>
          {say('schema.newField')}
        </Button>
      </header>
      <SimpleTable
        label={object.label}
        rows={object.fields.filter(({ system }) => !system)}
        keyOf={({ name }) => name}
        columns={[
          { title: say('list.filterField'), cell: (field) => <strong>{field.label}</strong> },
          { title: say('schema.name'), cell: ({ name }) => <code className="muted">{name}</code> },
          { title: say('schema.kind'), cell: ({ kind }) => kindLabel(kind, say) },
          {
            title: '',
            cell: (field) => (
              <span className="tag-row">
                {field.required ? <Tag color="blue">{say('schema.required')}</Tag> : null}
                {field.unique ? <Tag color="blue">{say('schema.unique')}</Tag> : null}
                <Tag>{say(field.custom ? 'schema.custom' : 'schema.standard')}</Tag>
              </span>
            ),
          },
          {
            title: ' ',
            align: 'end',
            cell: (field) =>
              field.custom ? (
                <>
                  <Button size="small" type="text" onClick={() => setEdited(field)}>
                    {say('common.edit')}
                  </Button>
                  <Button
                    size="small"
                    type="text"
                    onClick={() => void change(field, field.retired ? 'restore' : 'retire').catch(failed)}
                  >
                    {say(field.retired ? 'schema.restore' : 'schema.retire')}
                  </Button>
                </>
              ) : null,
          },
        ]}
      />
      {edited ? (
        <FieldDialog object={object} field={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      ) : null}
    </>
  )
}
