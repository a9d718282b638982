import { EllipsisOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { refreshObject } from '../../api/query-client.ts'
import type { RecordData } from '../../api/records.ts'
import { request } from '../../api/request.ts'
import { useObject } from '../../api/use-metadata.ts'
import { useSay } from '../../i18n/language.ts'
import { confirm } from '../../ui/overlay/confirm.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Menu } from '../../ui/overlay/menu.tsx'
import { referenceText } from '../../ui/reference-text.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Tag } from '../../ui/tag.tsx'
import { failed, toast } from '../../ui/overlay/toast.tsx'
import { EditUser, useUserPaths } from './edit-user.tsx'
import { FormDialog } from '../schema/form-dialog.tsx'
import { givenOnly } from '../schema/given-only.ts'
import { plainField } from '../schema/plain-field.ts'
import { SimpleTable } from '../simple-table.tsx'
import { TransferDialog } from './transfer-dialog.tsx'
import { useAllRecords } from '../use-all-records.ts'

const names = (value: unknown) => (Array.isArray(value) ? value.map(referenceText).filter(Boolean).join('、') : '')

export const UsersPage = () => {
  const say = useSay()
  const user = useObject('user')
  const { data, error, refetch } = useAllRecords('user', { fields: useUserPaths(), sort: 'name' })
  const [adding, setAdding] = useState(false)
  const [edited, setEdited] = useState<RecordData | null>(null)
  const [reset, setReset] = useState<RecordData | null>(null)
  const [leaver, setLeaver] = useState<RecordData | null>(null)

  const setActive = async (row: RecordData, active: boolean) => {
    await request(`/users/${row.id}/${active ? 'enable' : 'disable'}`, { method: 'POST' })
    await refreshObject('user')
    toast(say(active ? 'users.enabled' : 'users.disabled', { name: String(row['name']) }))
    // Her customers must not be left without anybody.
    if (!active) setLeaver(row)
  }
  const endSecondFactor = async (row: RecordData) => {
    const name = String(row['name'])
    const asked = { title: say('users.endSecondFactorAsk', { name }), why: say('users.endSecondFactorWhy') }
    if (!(await confirm({ ...asked, yes: say('users.endSecondFactor'), danger: true }))) return
    await request(`/users/${row.id}/second-factor`, { method: 'DELETE' })
    toast(say('users.secondFactorEnded', { name }))
  }
  const label = (name: string, otherwise: string) =>
    user?.fields.find((field) => field.name === name)?.label ?? otherwise
  const email = label('email', say('sign.email'))
  const name = label('name', say('setUp.name'))
  const roles = label('roles', say('settings.roles'))

  return (
    <>
      <header className="page-head">
        <h1>{say('settings.users')}</h1>
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {say('users.new')}
        </Button>
      </header>
      {error ? <ErrorPanel error={error} retry={() => void refetch()} /> : data === undefined ? <Skeleton /> : null}
      {data ? (
        <SimpleTable
          label={say('settings.users')}
          rows={data}
          keyOf={({ id }) => id}
          columns={[
            { title: name, cell: (row) => <strong>{String(row['name'])}</strong> },
            { title: email, cell: (row) => String(row['email'] ?? '') },
            {
              title: say('settings.departments'),
              cell: (row) => names([row['department'], row['departments']].flat()) || '—',
            },
            { title: roles, cell: (row) => names(row['roles']) || '—' },
            {
              title: say('users.state'),
              cell: (row) =>
                row['active'] === false ? (
                  <Tag>{say('users.inactive')}</Tag>
                ) : (
                  <Tag color="green">{say('users.active')}</Tag>
                ),
            },
            {
              title: '',
              align: 'end',
              cell: (row) => (
                <Menu
                  end
                  label={say('users.actions', { name: String(row['name']) })}
                  items={[
                    ...(user?.rights.update
                      ? [{ key: 'edit', label: say('common.edit'), run: () => setEdited(row) }]
                      : []),
                    { key: 'password', label: say('users.resetPassword'), run: () => setReset(row) },
                    { key: 'transfer', label: say('users.transfer'), run: () => setLeaver(row) },
                    {
                      key: 'second-factor',
                      label: say('users.endSecondFactor'),
                      run: () => void endSecondFactor(row).catch(failed),
                    },
                    row['active'] === false
                      ? {
                          key: 'enable',
                          label: say('users.enable'),
                          run: () => void setActive(row, true).catch(failed),
                        }
                      : {
                          key: 'disable',
                          label: say('users.disable'),
                          danger: true,
                          run: () => void setActive(row, false).catch(failed),
                        },
                  ]}
                  button={
                    <Button
                      size="small"
                      type="text"
                      icon={<EllipsisOutlined />}
                      aria-label={say('users.actions', { name: String(row['name']) })}
                    />
                  }
                />
              ),
            },
          ]}
        />
      ) : null}
      {adding ? (
        <FormDialog
          title={say('users.new')}
          action={say('users.new')}
          fields={[
            plainField('name', 'text', name, { required: true }),
            plainField('email', 'email', email, { required: true }),
            plainField('roles', 'refs', roles, { to: 'role', required: true }),
            plainField('department', 'ref', say('settings.departments'), { to: 'department' }),
            plainField('password', 'text', say('users.password'), { required: true, help: say('users.passwordHelp') }),
          ]}
          onClose={() => setAdding(false)}
          onSave={async (values) => {
            await request('/users', { method: 'POST', body: givenOnly(values) })
            await refreshObject('user')
          }}
        />
      ) : null}
      {leaver ? <TransferDialog user={leaver} onClose={() => setLeaver(null)} /> : null}
      {edited && user ? <EditUser object={user} row={edited} onClose={() => setEdited(null)} /> : null}
      {reset ? (
        <FormDialog
          title={say('users.resetPassword')}
          action={say('users.resetPassword')}
          fields={[
            plainField('password', 'text', say('users.newPassword'), {
              required: true,
              help: say('setUp.passwordHelp'),
            }),
          ]}
          onClose={() => setReset(null)}
          onSave={async (values) => {
            await request(`/users/${reset.id}/password`, { method: 'POST', body: values })
            toast(say('users.passwordSet', { name: String(reset['name']) }))
          }}
        />
      ) : null}
    </>
  )
}
