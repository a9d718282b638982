import { defineModule } from '#engine'
import { en } from './en.ts'
import { Webhook } from './webhook.ts'

export { post, type Target } from './deliver.ts'
export { type DeliveryEntry, forgetDeliveries, readDeliveries, replay } from './delivery-log.ts'
export { createDispatcher, type Dispatcher, type DispatchOptions } from './dispatch.ts'
export { endOldSecrets, forgetOldSecrets, type OldSecret, oldSecretsOf } from './old-secrets.ts'
export { planDeliveries, wishOfWebhooks } from './plan-deliveries.ts'
export { isTaken } from './retry.ts'
export { renewSecret, resealSecrets, secretOf } from './webhook-secret.ts'

export default defineModule({
  name: 'integration',
  label: '集成',
  needs: ['messages'],
  objects: [Webhook],
  actions: [],
  en,
})
