import { EllipsisOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { FieldMeta, ObjectMeta } from '../../api/metadata.ts'
import { request } from '../../api/request.ts'
import { useSay } from '../../i18n/language.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Menu } from '../../ui/overlay/menu.tsx'
import { ObjectBadge } from '../../ui/object-badge.tsx'
import { Tag } from '../../ui/tag.tsx'
import { failed, toast } from '../../ui/overlay/toast.tsx'
import { FieldDialog } from './field-dialog.tsx'
import { kindLabel } from './field-kinds.ts'
import { refreshSchema } from './refresh-schema.ts'
import { FieldHistory } from './field-history.tsx'
import { ImpactDialog } from './impact-dialog.tsx'
import { RulesPanel } from './rules-panel.tsx'
import { fieldPath, schemaQuery } from './schema-api.ts'
import { plainField } from './plain-field.ts'
import { SimpleTable } from '../simple-table.tsx'

type Listed = FieldMeta & { readonly retired?: boolean }

/** The fields and rules of an object. Those of the product are renamed and numbered; its own a workspace adds and retires. */
export const ObjectFields = ({ object, tab }: { object: ObjectMeta; tab: 'fields' | 'rules' }) => {
  const say = useSay()
  const { data: schema, error, refetch } = useQuery(schemaQuery)
  const [edited, setEdited] = useState<FieldMeta | 'new' | null>(null)
  const [retiring, setRetiring] = useState<FieldMeta | null>(null)
  const [looked, setLooked] = useState<FieldMeta | null>(null)
  const change = async (field: FieldMeta, verb: 'retire' | 'restore') => {
    await request(`${fieldPath(object.name, field.name)}/${verb}`, { method: 'POST' })
    await refreshSchema()
    if (verb === 'retire') toast(say('schema.retired', { label: field.label }), () => change(field, 'restore'))
  }
  const retired = (schema?.fields ?? [])
    .filter((field) => field.object === object.name && field.retired)
    .map(({ name, kind, label }): Listed => ({ ...plainField(name, kind, label, { custom: true }), retired: true }))
  const filling = new Set(schema?.filling.filter((one) => one.object === object.name).map((one) => one.field))
  return (
    <>
      <p className="record-path">
        <Link to="/settings/objects" search={{ object: undefined, tab: undefined }}>
          {say('settings.objects')}
        </Link>
        <span aria-hidden="true"> / </span>
        <span className="muted">{object.label}</span>
      </p>
      <header className="page-head">
        <ObjectBadge object={object} large />
        <h1>{object.label}</h1>
        {tab === 'fields' ? (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited('new')}>
            {say('schema.newField')}
          </Button>
        ) : null}
      </header>
      <div className="view-tabs" role="group" aria-label={object.label}>
        {(['fields', 'rules'] as const).map((one) => (
          <Link
            key={one}
            to="/settings/objects"
            search={{ object: object.name, tab: one === 'rules' ? one : undefined }}
            activeOptions={{ exact: true, explicitUndefined: true }}
            aria-current={one === tab ? 'true' : undefined}
          >
            {say(`schema.tab.${one}`)}
          </Link>
        ))}
      </div>
      {error ? <ErrorPanel error={error} retry={() => void refetch()} /> : null}
      {tab === 'rules' ? (
        <RulesPanel object={object} />
      ) : (
        <SimpleTable
          label={object.label}
          rows={[...object.fields.filter(({ system }) => !system), ...retired]}
          keyOf={({ name }) => name}
          columns={[
            {
              title: say('list.filterField'),
              cell: (field: Listed) =>
                field.retired ? <span className="muted">{field.label}</span> : <strong>{field.label}</strong>,
            },
            { title: say('schema.name'), cell: ({ name }) => <code className="muted">{name}</code> },
            { title: say('schema.kind'), cell: ({ kind }) => kindLabel(kind, say) },
            {
              title: '',
              cell: (field: Listed) => (
                <span className="tag-row">
                  {filling.has(field.name) ? <Tag color="orange">{say('schema.filling')}</Tag> : null}
                  {field.retired ? <Tag color="red">{say('users.inactive')}</Tag> : null}
                  {field.required || field.requiredWhen ? (
                    <Tag color="blue">{say(field.required ? 'schema.required' : 'schema.requiredSometimes')}</Tag>
                  ) : null}
                  {field.unique ? <Tag color="blue">{say('schema.unique')}</Tag> : null}
                  <Tag>{say(field.custom ? 'schema.custom' : 'schema.standard')}</Tag>
                </span>
              ),
            },
            {
              title: ' ',
              align: 'end',
              cell: (field: Listed) => (
                <Menu
                  end
                  label={say('users.actions', { name: field.label })}
                  items={[
                    ...(field.retired
                      ? [
                          {
                            key: 'restore',
                            label: say('schema.restore'),
                            run: () => void change(field, 'restore').catch(failed),
                          },
                        ]
                      : [{ key: 'edit', label: say('common.edit'), run: () => setEdited(field) }]),
                    { key: 'history', label: say('schema.history'), run: () => setLooked(field) },
                    ...(field.custom && !field.retired
                      ? [{ key: 'retire', label: say('schema.retire'), danger: true, run: () => setRetiring(field) }]
                      : []),
                  ]}
                  button={
                    <Button
                      size="small"
                      type="text"
                      icon={<EllipsisOutlined />}
                      aria-label={say('users.actions', { name: field.label })}
                    />
                  }
                />
              ),
            },
          ]}
        />
      )}
      {edited ? (
        <FieldDialog object={object} field={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      ) : null}
      {retiring ? (
        <ImpactDialog
          object={object.name}
          field={retiring.name}
          label={retiring.label}
          onRetire={() => change(retiring, 'retire')}
          onClose={() => setRetiring(null)}
        />
      ) : null}
      {looked ? (
        <FieldHistory object={object.name} field={looked.name} label={looked.label} onClose={() => setLooked(null)} />
      ) : null}
    </>
  )
}
