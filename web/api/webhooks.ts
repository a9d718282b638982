import { queryOptions } from '@tanstack/react-query'
import type { DeliveryEntry, OldSecret } from '#modules/integration'
import { recordsKey } from './query-client.ts'
import { listRecords, type RecordData } from './records.ts'
import { request } from './request.ts'

/** An address that is told of changes. */
export interface WebhookData extends RecordData {
  readonly name: string
  readonly url: string
  readonly events: readonly string[]
  readonly active: boolean
  readonly failingSince: string | null
  /** Why it was switched off by itself. */
  readonly disabledReason: string | null
}

const fields = 'name,url,events,active,failingSince,disabledReason'

export const webhooksQuery = queryOptions({
  queryKey: recordsKey('webhook', 'all'),
  queryFn: async ({ signal }) =>
    (await listRecords('webhook', { fields, sort: 'name', limit: 200 }, signal)).data as readonly WebhookData[],
})

export const createWebhook = (values: object): Promise<{ secret: string }> =>
  request('/webhooks', { method: 'POST', body: values })

export const renewSecret = (id: string): Promise<{ secret: string }> =>
  request(`/webhooks/${id}/secret`, { method: 'POST' })

/** Until when a secret that was replaced still signs, by webhook. */
export const oldSecretsQuery = queryOptions({
  queryKey: recordsKey('webhook', 'old secrets'),
  queryFn: async ({ signal }) => {
    const { data } = await request<{ data: readonly OldSecret[] }>('/webhooks/old-secrets', { signal })
    return new Map(data.map(({ webhook, until }) => [webhook, until]))
  },
})

export const endOldSecrets = (id: string): Promise<unknown> =>
  request(`/webhooks/${id}/old-secrets`, { method: 'DELETE' })

export const testWebhook = (id: string): Promise<{ delivered: boolean; status: number | null }> =>
  request(`/webhooks/${id}/test`, { method: 'POST' })

export const deliveries = (
  id: string,
  before: string | undefined,
  signal: AbortSignal,
): Promise<{ data: readonly DeliveryEntry[]; next: string | null }> =>
  request(`/webhooks/${id}/deliveries`, { query: { before }, signal })

export const replayDelivery = (id: string, delivery: string): Promise<unknown> =>
  request(`/webhooks/${id}/deliveries/${delivery}/replay`, { method: 'POST' })
