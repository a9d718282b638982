import { PlusOutlined } from '@ant-design/icons'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { refreshObject } from '../api/query-client.ts'
import { createRecord } from '../api/records.ts'
import { useSay } from '../i18n/language.ts'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { FormDialog } from './form-dialog.tsx'
import { plainField } from './plain-field.ts'
import { RightsMatrix } from './rights-matrix.tsx'
import { useAllRecords } from './use-all-records.ts'

const route = getRouteApi('/app/settings/roles')

export const RolesPage = () => {
  const say = useSay()
  const { role: asked } = route.useSearch()
  const { data, error, refetch } = useAllRecords('role', { fields: 'name,label' })
  const [adding, setAdding] = useState(false)
  const role = data?.find(({ id }) => id === asked) ?? data?.[0]
  return (
    <>
      <header className="page-head">
        <h1>{say('settings.roles')}</h1>
        <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {say('roles.new')}
        </Button>
      </header>
      {error ? <ErrorPanel error={error} retry={() => void refetch()} /> : data === undefined ? <Skeleton /> : null}
      <div className="view-tabs" role="group" aria-label={say('settings.roles')}>
        {data?.map((one) => (
          <Link
            key={one.id}
            to="/settings/roles"
            search={{ role: one.id }}
            aria-current={one.id === role?.id ? 'true' : undefined}
          >
            {String(one['label'] ?? one['name'])}
          </Link>
        ))}
      </div>
      {role ? <RightsMatrix key={role.id} role={role} /> : null}
      {adding ? (
        <FormDialog
          title={say('roles.new')}
          action={say('common.save')}
          fields={[
            plainField('label', 'text', say('schema.label'), { required: true }),
            plainField('name', 'text', say('schema.name'), { required: true }),
          ]}
          onClose={() => setAdding(false)}
          onSave={async (values) => {
            await createRecord('role', values)
            await refreshObject('role')
          }}
        />
      ) : null}
    </>
  )
}
