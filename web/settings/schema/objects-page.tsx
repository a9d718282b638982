import { EllipsisOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { request } from '../../api/request.ts'
import { useMetadata } from '../../api/use-metadata.ts'
import { useSay } from '../../i18n/language.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Menu } from '../../ui/overlay/menu.tsx'
import { ObjectBadge } from '../../ui/object-badge.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Tag } from '../../ui/tag.tsx'
import { failed, toast } from '../../ui/overlay/toast.tsx'
import { FormDialog } from './form-dialog.tsx'
import { ObjectFields } from './object-fields.tsx'
import { plainField } from './plain-field.ts'
import { refreshSchema } from './refresh-schema.ts'
import { ImpactDialog } from './impact-dialog.tsx'
import { type OwnObject, schemaQuery } from './schema-api.ts'
import { SimpleTable } from '../simple-table.tsx'

const route = getRouteApi('/app/settings/objects')

export const ObjectsPage = () => {
  const say = useSay()
  const { object: asked, tab = 'fields' } = route.useSearch()
  const { objects } = useMetadata()
  const { data: schema, error, refetch } = useQuery(schemaQuery)
  const [edited, setEdited] = useState<OwnObject | 'new' | null>(null)
  const [retiring, setRetiring] = useState<OwnObject | null>(null)
  const object = objects.find(({ name }) => name === asked)
  if (object) return <ObjectFields key={object.name} object={object} tab={tab} />
  const own = new Map(schema?.objects.map((one) => [one.name, one]))
  const retired = [...own.values()].filter((one) => one.retired)
  const change = async (one: OwnObject, verb: 'retire' | 'restore') => {
    await request(`/schema/objects/${one.name}/${verb}`, { method: 'POST' })
    await refreshSchema()
    if (verb === 'retire') toast(say('schema.objectRetired', { label: one.label }), () => change(one, 'restore'))
  }
  const menu = (one: OwnObject) => (
    <Menu
      end
      label={say('users.actions', { name: one.label })}
      items={
        one.retired
          ? [{ key: 'restore', label: say('schema.restore'), run: () => void change(one, 'restore').catch(failed) }]
          : [
              { key: 'edit', label: say('schema.rename'), run: () => setEdited(one) },
              { key: 'retire', label: say('schema.retire'), danger: true, run: () => setRetiring(one) },
            ]
      }
      button={
        <Button
          size="small"
          type="text"
          icon={<EllipsisOutlined />}
          aria-label={say('users.actions', { name: one.label })}
        />
      }
    />
  )
  const rows = [
    ...objects
      .filter(({ inNavigation }) => inNavigation)
      .map((one) => ({ name: one.name, shown: one, own: own.get(one.name) })),
    ...retired.map((one) => ({ name: one.name, shown: null, own: one })),
  ]
  return (
    <>
      <header className="page-head">
        <h1>{say('settings.objects')}</h1>
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited('new')}>
          {say('schema.newObject')}
        </Button>
      </header>
      {error ? <ErrorPanel error={error} retry={() => void refetch()} /> : schema === undefined ? <Skeleton /> : null}
      {schema ? (
        <SimpleTable
          label={say('settings.objects')}
          rows={rows}
          keyOf={({ name }) => name}
          columns={[
            {
              title: say('rights.object'),
              cell: ({ shown, own: mine }) =>
                shown ? (
                  <Link to="/settings/objects" search={{ object: shown.name, tab: undefined }} className="object-link">
                    <ObjectBadge object={shown} /> {shown.label}
                  </Link>
                ) : (
                  <span className="muted">{mine?.label}</span>
                ),
            },
            { title: say('schema.name'), cell: ({ name }) => <code className="muted">{name}</code> },
            {
              title: say('schema.kind'),
              cell: ({ shown, own: mine }) => (
                <span className="tag-row">
                  <Tag>{say(mine ? 'schema.custom' : 'schema.standard')}</Tag>
                  {shown ? null : <Tag color="red">{say('users.inactive')}</Tag>}
                </span>
              ),
            },
            {
              title: '',
              align: 'end',
              cell: ({ shown }) => (shown ? say('schema.fieldCount', { count: shown.fields.length }) : null),
            },
            { title: ' ', align: 'end', cell: ({ own: mine }) => (mine ? menu(mine) : null) },
          ]}
        />
      ) : null}
      {edited ? (
        <FormDialog
          title={say(edited === 'new' ? 'schema.newObject' : 'schema.rename')}
          action={say(edited === 'new' ? 'schema.newObject' : 'common.save')}
          fields={[
            plainField('label', 'text', say('schema.label'), { required: true, length: 20 }),
            plainField('labelEn', 'text', say('schema.labelEn'), { length: 40 }),
            plainField('badge', 'text', say('schema.badge'), { length: 2, help: say('schema.badgeHelp') }),
          ]}
          values={edited === 'new' ? {} : { label: edited.label, labelEn: edited.labelEn, badge: edited.badge }}
          onClose={() => setEdited(null)}
          onSave={async ({ label, labelEn, badge }) => {
            const body = { label, ...(labelEn ? { labelEn } : {}), ...(badge ? { badge } : {}) }
            if (edited === 'new') await request('/schema/objects', { method: 'POST', body })
            else await request(`/schema/objects/${edited.name}`, { method: 'PATCH', body })
            await refreshSchema()
            toast(edited === 'new' ? say('schema.objectAdded', { label: String(label) }) : say('common.saved'))
          }}
        />
      ) : null}
      {retiring ? (
        <ImpactDialog
          object={retiring.name}
          label={retiring.label}
          onRetire={() => change(retiring, 'retire')}
          onClose={() => setRetiring(null)}
        />
      ) : null}
    </>
  )
}
