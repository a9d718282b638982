import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { DeliveryEntry } from '#modules/integration'
import { recordsKey } from '../../api/query-client.ts'
import { deliveries, replayDelivery, type WebhookData } from '../../api/webhooks.ts'
import { useMetadata } from '../../api/use-metadata.ts'
import { agoText, fullMoment, momentText } from '../../i18n/format-date.ts'
import { useSay } from '../../i18n/language.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { MorePages } from '../../ui/more-pages.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Tag } from '../../ui/tag.tsx'
import { failed, toast } from '../../ui/overlay/toast.tsx'
import { SimpleTable } from '../simple-table.tsx'
import { useEventText } from './webhook-events.ts'
import { WebhookMenu } from './webhook-menu.tsx'
import { WebhookSecret } from './webhook-secret.tsx'
import { WebhookState } from './webhook-state.tsx'

/** ms between two looks while something waits to be sent. */
const pace = 2_000
const tones = { waiting: 'info', sending: 'info', done: 'success', failed: 'error', dropped: 'warning' } as const

/** What was sent to a webhook and how it was answered, with another try for what was not taken. */
export const WebhookLog = ({ webhook }: { webhook: WebhookData }) => {
  const say = useSay()
  const eventText = useEventText()
  const [secret, setSecret] = useState<string | null>(null)
  const pages = useInfiniteQuery({
    queryKey: recordsKey('webhook', 'deliveries', webhook.id),
    queryFn: ({ pageParam, signal }) => deliveries(webhook.id, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages[0]?.data.some(({ state: now }) => now === 'waiting' || now === 'sending') ? pace : false,
  })
  const { data, error, refetch } = pages
  const rows = data?.pages.flatMap((page) => page.data)
  const replay = async ({ id }: DeliveryEntry) => {
    await replayDelivery(webhook.id, id)
    toast(say('webhooks.replayed'))
    await refetch()
  }
  return (
    <>
      <p className="breadcrumb">
        <Link to="/settings/webhooks" search={{ webhook: undefined }}>
          {say('webhooks.back')}
        </Link>
      </p>
      <header className="page-head">
        <h1>{webhook.name}</h1>
        <WebhookState webhook={webhook} />
        <WebhookMenu webhook={webhook} onSecret={setSecret} />
      </header>
      <p className="muted">
        <code>{webhook.url}</code>
      </p>
      {error ? <ErrorPanel error={error} retry={() => void refetch()} /> : rows === undefined ? <Skeleton /> : null}
      {rows?.length === 0 ? <EmptyState title={say('webhooks.logEmpty')} why={say('webhooks.logEmptyWhy')} /> : null}
      {rows && rows.length > 0 ? (
        <SimpleTable
          label={say('webhooks.logOf', { name: webhook.name })}
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            {
              title: say('webhooks.at'),
              cell: ({ at }) => (
                <time dateTime={at} title={fullMoment(at)}>
                  {agoText(at)}
                </time>
              ),
            },
            { title: say('webhooks.event'), cell: ({ type }) => eventText(type) },
            { title: say('webhooks.record'), cell: (row) => <RecordLink delivery={row} /> },
            { title: say('webhooks.answer'), cell: (row) => <Answer delivery={row} /> },
            { title: say('webhooks.tries'), align: 'end', cell: ({ attempt }) => attempt },
            { title: say('webhooks.next'), cell: ({ nextAt }) => (nextAt ? momentText(nextAt) : '—') },
            {
              title: '',
              align: 'end',
              cell: (row) =>
                row.state === 'waiting' || row.state === 'sending' ? null : (
                  <Button size="small" onClick={() => void replay(row).catch(failed)}>
                    {say('webhooks.replay')}
                  </Button>
                ),
            },
          ]}
        />
      ) : null}
      <MorePages of={pages} />
      {secret ? <WebhookSecret secret={secret} onClose={() => setSecret(null)} /> : null}
    </>
  )
}

const RecordLink = ({ delivery: { object: name, record } }: { delivery: DeliveryEntry }) => {
  const object = useMetadata().objects.find((one) => one.name === name)
  const text = `${object?.label ?? name} …${record.slice(-6)}`
  return object?.inNavigation ? (
    <Link to="/o/$object/$id" params={{ object: name, id: record }} search={{ tab: undefined }}>
      {text}
    </Link>
  ) : (
    text
  )
}

const Answer = ({ delivery: { state, status, problem, milliseconds } }: { delivery: DeliveryEntry }) => {
  const say = useSay()
  const facts = [
    ...(status === null ? [] : [`HTTP ${status}`]),
    ...(problem === null ? [] : [say(`webhooks.problem.${problem}`)]),
    ...(milliseconds === null ? [] : [say('webhooks.took', { ms: milliseconds })]),
  ]
  return (
    <>
      <Tag color={tones[state]}>{say(`webhooks.delivery.${state}`)}</Tag>{' '}
      <span className="muted">{facts.join(' · ')}</span>
    </>
  )
}
