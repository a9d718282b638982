import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { webhooksQuery } from '../../api/webhooks.ts'
import { useSay } from '../../i18n/language.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Tag, TagRow } from '../../ui/tag.tsx'
import { SimpleTable } from '../simple-table.tsx'
import { WebhookDialog } from './webhook-dialog.tsx'
import { useEventText } from './webhook-events.ts'
import { WebhookLog } from './webhook-log.tsx'
import { WebhookMenu } from './webhook-menu.tsx'
import { WebhookSecret } from './webhook-secret.tsx'
import { WebhookState } from './webhook-state.tsx'

const route = getRouteApi('/app/settings/webhooks')

/** Addresses that are told of changes; with one in the address bar, what was sent to it. */
export const WebhooksPage = () => {
  const say = useSay()
  const eventText = useEventText()
  const { webhook } = route.useSearch()
  const { data, error, refetch } = useQuery(webhooksQuery)
  const [adding, setAdding] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const shown = data?.find(({ id }) => id === webhook)
  if (shown) return <WebhookLog webhook={shown} />
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {say('webhooks.new')}
    </Button>
  )
  return (
    <>
      <header className="page-head">
        <h1>{say('settings.webhooks')}</h1>
        {data && data.length > 0 ? add : null}
      </header>
      {error ? <ErrorPanel error={error} retry={() => void refetch()} /> : data === undefined ? <Skeleton /> : null}
      {data?.length === 0 ? (
        <EmptyState title={say('webhooks.empty')} why={say('webhooks.intro')}>
          {add}
        </EmptyState>
      ) : null}
      {data && data.length > 0 ? (
        <>
          <p className="muted">{say('webhooks.intro')}</p>
          <SimpleTable
            label={say('settings.webhooks')}
            rows={data}
            keyOf={({ id }) => id}
            columns={[
              {
                title: say('webhooks.name'),
                cell: ({ id, name }) => (
                  <Link to="/settings/webhooks" search={{ webhook: id }}>
                    {name}
                  </Link>
                ),
              },
              { title: say('webhooks.url'), cell: ({ url }) => <code>{url}</code> },
              {
                title: say('webhooks.events'),
                cell: ({ events }) => (
                  <TagRow>
                    {events.map((event) => (
                      <Tag key={event}>{eventText(event)}</Tag>
                    ))}
                  </TagRow>
                ),
              },
              { title: say('webhooks.state'), cell: (row) => <WebhookState webhook={row} /> },
              { title: '', align: 'end', cell: (row) => <WebhookMenu webhook={row} onSecret={setSecret} /> },
            ]}
          />
        </>
      ) : null}
      {adding ? <WebhookDialog onClose={() => setAdding(false)} onSecret={setSecret} /> : null}
      {secret ? <WebhookSecret secret={secret} onClose={() => setSecret(null)} /> : null}
    </>
  )
}
