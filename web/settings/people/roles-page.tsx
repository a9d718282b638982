import { CopyOutlined, PlusOutlined } from '@ant-design/icons'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { refreshObject } from '../../api/query-client.ts'
import { createRecord } from '../../api/records.ts'
import { request } from '../../api/request.ts'
import { useSay } from '../../i18n/language.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { FormDialog } from '../schema/form-dialog.tsx'
import { plainField } from '../schema/plain-field.ts'
import { RightsMatrix } from './rights-matrix.tsx'
import { useAllRecords } from '../use-all-records.ts'

const route = getRouteApi('/app/settings/roles')

export const RolesPage = () => {
  const say = useSay()
  const { role: asked } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, refetch } = useAllRecords('role', { fields: 'name,label' })
  const [adding, setAdding] = useState<'new' | 'copy' | null>(null)
  const role = data?.find(({ id }) => id === asked) ?? data?.[0]
  return (
    <>
      <header className="page-head">
        <h1>{say('settings.roles')}</h1>
        {role ? (
          <Button icon={<CopyOutlined />} onClick={() => setAdding('copy')}>
            {say('roles.copy')}
          </Button>
        ) : null}
        <Button icon={<PlusOutlined />} onClick={() => setAdding('new')}>
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
          title={adding === 'new' ? say('roles.new') : say('roles.copyOf', { role: String(role?.['label']) })}
          action={say('common.save')}
          fields={[
            plainField('label', 'text', say('roles.label'), { required: true, length: 40 }),
            ...(adding === 'new'
              ? [plainField('name', 'text', say('roles.name'), { length: 40, help: say('roles.nameHelp') })]
              : []),
          ]}
          onClose={() => setAdding(null)}
          onSave={async (values) => {
            const made =
              adding === 'new'
                ? await createRecord('role', {
                    ...values,
                    name: values['name'] || `role_${Date.now().toString(36)}`,
                  })
                : await request<{ id: string }>(`/roles/${role?.id}/copy`, { method: 'POST', body: values })
            await refreshObject('role')
            await navigate({ search: { role: made.id } })
          }}
        />
      ) : null}
    </>
  )
}
