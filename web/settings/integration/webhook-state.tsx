import { useQuery } from '@tanstack/react-query'
import { fieldOf } from '../../api/metadata.ts'
import { useObject } from '../../api/use-metadata.ts'
import { oldSecretsQuery, type WebhookData } from '../../api/webhooks.ts'
import { momentText } from '../../i18n/format-date.ts'
import { useSay } from '../../i18n/language.ts'
import { Tag, TagRow } from '../../ui/tag.tsx'
import { optionLabel } from '../../ui/input/option.ts'

/** Whether it sends; and if not, or not well, why. And until when a secret that was replaced still signs. */
export const WebhookState = ({ webhook }: { webhook: WebhookData }) => {
  const say = useSay()
  const until = useQuery(oldSecretsQuery).data?.get(webhook.id)
  return (
    <TagRow>
      <Sending webhook={webhook} />
      {until ? <Tag color="warning">{say('webhooks.oldSecret', { until: momentText(until) })}</Tag> : null}
    </TagRow>
  )
}

const Sending = ({ webhook }: { webhook: WebhookData }) => {
  const say = useSay()
  const object = useObject('webhook')
  const { active, disabledReason, failingSince } = webhook
  if (!active && disabledReason !== null) {
    const field = object && fieldOf(object, 'disabledReason')
    const reason = field ? optionLabel(field, disabledReason) : disabledReason
    return <Tag color="error">{say('webhooks.offBy', { reason })}</Tag>
  }
  if (!active) return <Tag>{say('webhooks.off')}</Tag>
  if (failingSince !== null)
    return <Tag color="warning">{say('webhooks.failing', { since: momentText(failingSince) })}</Tag>
  return <Tag color="success">{say('webhooks.on')}</Tag>
}
