import { queryOptions } from '@tanstack/react-query'
import type { QuietHours } from '#shared/quiet-hours'
import { request } from './request.ts'

export const noticeKinds = ['mention', 'assignment', 'request', 'reminder', 'job', 'system'] as const
export const channels = ['inApp', 'mail'] as const
type Kind = (typeof noticeKinds)[number]
export type Channel = (typeof channels)[number]

export interface ChannelChoice {
  readonly preferences: Readonly<Record<Kind, Readonly<Record<Channel, boolean>>>>
  readonly quietHours: QuietHours
  /** False where no mail server is set up: the choice is kept for later. */
  readonly mailAvailable: boolean
}

export const channelsQuery = queryOptions({
  queryKey: ['account', 'channels'],
  queryFn: () => request<ChannelChoice>('/notifications/preferences'),
})

export const saveChannel = (kind: Kind, channel: Channel, on: boolean): Promise<unknown> =>
  request('/notifications/preferences', { method: 'PATCH', body: { [kind]: { [channel]: on } } })

export const saveQuietHours = (change: Partial<QuietHours>): Promise<unknown> =>
  request('/notifications/preferences', { method: 'PATCH', body: { quietHours: change } })
