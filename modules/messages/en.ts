import type { EnglishOf } from '#engine'
import type { Notification } from './notification.ts'

export const en: { notification: EnglishOf<typeof Notification> } = {
  notification: {
    label: 'Notification',
    plural: 'Notifications',
    fields: {
      kind: 'Reason',
      owner: 'Recipient',
      from: 'From',
      object: 'Object',
      record: 'Record',
      count: 'Count',
      text: 'Text',
      readAt: 'Read at',
      inApp: 'In the app',
      mail: 'Mail',
      request: 'Request',
      key: 'Key',
    },
    options: {
      kind: {
        mention: 'Mention',
        assignment: 'Assigned to me',
        request: 'Asked to work together',
        reminder: 'Task reminder',
        job: 'Job finished',
        system: 'System message',
      },
      mail: { waiting: 'Waiting', taken: 'Taken care of' },
    },
  },
}
