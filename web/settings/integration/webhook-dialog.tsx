import { refreshObject } from '../../api/query-client.ts'
import { updateRecord } from '../../api/records.ts'
import { createWebhook, type WebhookData } from '../../api/webhooks.ts'
import { useSay } from '../../i18n/language.ts'
import { FormDialog } from '../schema/form-dialog.tsx'
import { plainField } from '../schema/plain-field.ts'
import { useEvents, useEventText } from './webhook-events.ts'

/** Makes a webhook, or changes one. */
export const WebhookDialog = ({
  webhook,
  onClose,
  onSecret,
}: {
  webhook?: WebhookData
  onClose: () => void
  onSecret?: (secret: string) => void
}) => {
  const say = useSay()
  const eventText = useEventText()
  const events = useEvents()
  const title = webhook ? say('webhooks.edit', { name: webhook.name }) : say('webhooks.new')
  // What was set by the API may not be on the list.
  const offered = [...new Set([...events, ...(webhook?.events ?? [])])]
  return (
    <FormDialog
      title={title}
      action={webhook ? say('common.save') : say('webhooks.new')}
      fields={[
        plainField('name', 'text', say('webhooks.name'), { required: true, length: 60 }),
        plainField('url', 'url', say('webhooks.url'), { required: true, help: say('webhooks.urlHelp') }),
        plainField('events', 'multiChoice', say('webhooks.events'), {
          required: true,
          options: offered.map((value) => ({ value, label: eventText(value) })),
        }),
      ]}
      values={webhook ? { name: webhook.name, url: webhook.url, events: webhook.events } : {}}
      onClose={onClose}
      onSave={async (values) => {
        if (webhook) await updateRecord('webhook', webhook.id, values, webhook.version)
        else onSecret?.((await createWebhook(values)).secret)
        await refreshObject('webhook')
      }}
    />
  )
}
