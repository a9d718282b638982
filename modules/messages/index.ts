import { defineModule } from '#engine'
import { en } from './en.ts'
import { Notification } from './notification.ts'

export { type Digest, sendDigests } from './jobs/digest.ts'
export { remind } from './jobs/remind.ts'
export { type Notice, noticesOf, wishOfNotices } from './notice.ts'
export { Notification, type NotificationKind } from './notification.ts'
export { changePreferences, type Channels, type NotificationPreferences, readPreferences } from './preferences.ts'
export { changeQuietHours, companyQuietHours, quietHoursOf } from './quiet-hours.ts'
export { describe, type Described, type Kept } from './queries/describe.ts'
export { sendNotices } from './send-notices.ts'

export default defineModule({
  name: 'messages',
  label: '通知',
  needs: ['activities'],
  objects: [Notification],
  actions: [],
  en,
})
