import { PlusOutlined } from '@ant-design/icons'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { request } from '../api/request.ts'
import { useMetadata } from '../api/use-metadata.ts'
import { useSay } from '../i18n/language.ts'
import { ObjectBadge } from '../ui/object-badge.tsx'
import { Tag } from '../ui/tag.tsx'
import { toast } from '../ui/toast.tsx'
import { FormDialog } from './form-dialog.tsx'
import { ObjectFields } from './object-fields.tsx'
import { plainField } from './plain-field.ts'
import { refreshSchema } from './refresh-schema.ts'
import { SimpleTable } from './simple-table.tsx'

const route = getRouteApi('/app/settings/objects')

export const ObjectsPage = () => {
  const say = useSay()
  const { object: asked } = route.useSearch()
  const { objects } = useMetadata()
  const [adding, setAdding] = useState(false)
  const object = objects.find(({ name }) => name === asked)
  if (object) return <ObjectFields key={object.name} object={object} />
  return (
    <>
      <header className="page-head">
        <h1>{say('settings.objects')}</h1>
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {say('schema.newObject')}
        </Button>
      </header>
      <SimpleTable
        label={say('settings.objects')}
        rows={objects.filter(({ inNavigation }) => inNavigation)}
        keyOf={({ name }) => name}
        columns={[
          {
            title: say('rights.object'),
            cell: (one) => (
              <Link to="/settings/objects" search={{ object: one.name }} className="object-link">
                <ObjectBadge object={one} /> {one.label}
              </Link>
            ),
          },
          { title: say('schema.name'), cell: ({ name }) => <code className="muted">{name}</code> },
          {
            title: say('schema.kind'),
            cell: ({ custom }) => <Tag>{say(custom ? 'schema.custom' : 'schema.standard')}</Tag>,
          },
          { title: '', align: 'end', cell: ({ fields }) => say('schema.fieldCount', { count: fields.length }) },
        ]}
      />
      {adding ? (
        <FormDialog
          title={say('schema.newObject')}
          action={say('schema.newObject')}
          fields={[
            plainField('label', 'text', say('schema.label'), { required: true, length: 20 }),
            plainField('labelEn', 'text', say('schema.labelEn'), { length: 40 }),
          ]}
          onClose={() => setAdding(false)}
          onSave={async ({ label, labelEn }) => {
            await request('/schema/objects', {
              method: 'POST',
              body: { label, ...(labelEn ? { labelEn } : {}), fields: [] },
            })
            await refreshSchema()
            toast(say('schema.objectAdded', { label: String(label) }))
          }}
        />
      ) : null}
    </>
  )
}
