import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { recordsKey, refreshObject } from '../../api/query-client.ts'
import { request } from '../../api/request.ts'
import { momentText } from '../../i18n/format-date.ts'
import { useSay } from '../../i18n/language.ts'
import { confirm } from '../../ui/overlay/confirm.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/overlay/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { TagRow, Tag } from '../../ui/tag.tsx'
import { failed, toast } from '../../ui/overlay/toast.tsx'
import { FormDialog } from '../schema/form-dialog.tsx'
import { givenOnly } from '../schema/given-only.ts'
import { plainField } from '../schema/plain-field.ts'
import { SimpleTable } from '../simple-table.tsx'
import { useScopes, useScopeText } from './key-scopes.ts'

interface ApiKey {
  readonly id: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly expiresAt: string | null
  readonly lastUsedAt: string | null
}

const moment = (value: unknown) => (typeof value === 'string' ? momentText(value) : '—')

export const ApiKeysPage = () => {
  const say = useSay()
  const scopeText = useScopeText()
  const scopes = useScopes()
  const { data, error, refetch } = useQuery({
    queryKey: recordsKey('apiKey'),
    queryFn: async () => (await request<{ data: readonly ApiKey[] }>('/api-keys')).data,
  })
  const [adding, setAdding] = useState(false)
  const [key, setKey] = useState<string | null>(null)
  const revoke = async (row: ApiKey) => {
    const name = row.name
    const asked = { title: say('apiKeys.revokeAsk', { name }), why: say('apiKeys.revokeWhy') }
    if (!(await confirm({ ...asked, yes: say('apiKeys.revoke'), danger: true }))) return
    await request(`/api-keys/${row.id}`, { method: 'DELETE' })
    await refreshObject('apiKey')
    toast(say('apiKeys.revoked', { name }))
  }
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {say('apiKeys.new')}
    </Button>
  )
  return (
    <>
      <header className="page-head">
        <h1>{say('settings.apiKeys')}</h1>
        {data && data.length > 0 ? add : null}
      </header>
      {error ? <ErrorPanel error={error} retry={() => void refetch()} /> : data === undefined ? <Skeleton /> : null}
      {data?.length === 0 ? (
        <EmptyState title={say('apiKeys.empty')} why={say('apiKeys.emptyWhy')}>
          {add}
        </EmptyState>
      ) : null}
      {data && data.length > 0 ? (
        <SimpleTable
          label={say('settings.apiKeys')}
          rows={data}
          keyOf={({ id }) => id}
          columns={[
            { title: say('apiKeys.name'), cell: (row) => <strong>{row.name}</strong> },
            {
              title: say('apiKeys.scopes'),
              cell: (row) => (
                <TagRow>
                  {row.scopes.map((scope) => (
                    <Tag key={scope}>{scopeText(scope)}</Tag>
                  ))}
                </TagRow>
              ),
            },
            { title: say('apiKeys.expires'), cell: (row) => moment(row.expiresAt) },
            { title: say('apiKeys.lastUsed'), cell: (row) => moment(row.lastUsedAt) },
            {
              title: '',
              align: 'end',
              cell: (row) => (
                <Button size="small" danger type="text" onClick={() => void revoke(row).catch(failed)}>
                  {say('apiKeys.revoke')}
                </Button>
              ),
            },
          ]}
        />
      ) : null}
      {adding ? (
        <FormDialog
          title={say('apiKeys.new')}
          action={say('apiKeys.new')}
          fields={[
            plainField('name', 'text', say('apiKeys.name'), { required: true }),
            plainField('scopes', 'multiChoice', say('apiKeys.scopes'), {
              required: true,
              help: say('apiKeys.scopesHelp'),
              options: scopes.map((value) => ({ value, label: scopeText(value) })),
            }),
            plainField('expiresAt', 'datetime', say('apiKeys.expires')),
          ]}
          onClose={() => setAdding(false)}
          onSave={async (values) => {
            setKey((await request<{ key: string }>('/api-keys', { method: 'POST', body: givenOnly(values) })).key)
            await refreshObject('apiKey')
          }}
        />
      ) : null}
      {key ? (
        <Dialog
          insistent
          title={say('apiKeys.made')}
          width={480}
          onClose={() => setKey(null)}
          footer={
            <Button type="primary" onClick={() => setKey(null)}>
              {say('totp.keptThem')}
            </Button>
          }
        >
          <p className="dialog-intro">{say('apiKeys.once')}</p>
          <div className="api-key">
            <code>{key}</code>
            <CopyButton text={key} />
          </div>
        </Dialog>
      ) : null}
    </>
  )
}
