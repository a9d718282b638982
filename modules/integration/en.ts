import type { EnglishOf } from '#engine'
import type { Webhook } from './webhook.ts'

export const en: { webhook: EnglishOf<typeof Webhook> } = {
  webhook: {
    label: 'Webhook',
    plural: 'Webhooks',
    fields: {
      name: 'Name',
      url: 'Address',
      events: 'Events',
      active: 'Active',
      owner: 'Owner',
      failingSince: 'Failing since',
      disabledReason: 'Switched off because',
    },
    options: {
      disabledReason: {
        gone: 'The receiver answered 410',
        failing: 'It failed for days',
        owner: 'Its owner was disabled',
      },
    },
    help: { events: 'e.g. customer.updated, opportunity.*; * is all', owner: 'It sends with her rights' },
  },
}
