import { EllipsisOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { refreshObject } from '../../api/query-client.ts'
import { deleteRecord, updateRecord } from '../../api/records.ts'
import { endOldSecrets, oldSecretsQuery, renewSecret, testWebhook, type WebhookData } from '../../api/webhooks.ts'
import { useSay } from '../../i18n/language.ts'
import { confirm } from '../../ui/overlay/confirm.tsx'
import { Menu } from '../../ui/overlay/menu.tsx'
import { failed, toast } from '../../ui/overlay/toast.tsx'
import { WebhookDialog } from './webhook-dialog.tsx'

/** What can be done with a webhook. */
export const WebhookMenu = ({ webhook, onSecret }: { webhook: WebhookData; onSecret: (secret: string) => void }) => {
  const say = useSay()
  const [editing, setEditing] = useState(false)
  const { id, name, url, active, disabledReason } = webhook
  const oldUntil = useQuery(oldSecretsQuery).data?.get(id)
  const test = async () => {
    const { delivered, status } = await testWebhook(id)
    if (delivered) toast(say('webhooks.testOk', { status: status ?? '' }))
    else failed(new Error(status === null ? say('webhooks.testNone') : say('webhooks.testFailed', { status })))
  }
  const turn = async () => {
    await updateRecord('webhook', id, { active: !active })
    await refreshObject('webhook')
    toast(say(active ? 'webhooks.disabled' : 'webhooks.enabled', { name }))
  }
  const renew = async () => {
    const asked = { title: say('webhooks.secretAsk'), why: say('webhooks.secretWhy'), yes: say('webhooks.secret') }
    if (!(await confirm(asked))) return
    onSecret((await renewSecret(id)).secret)
    await refreshObject('webhook')
  }
  const endOld = async () => {
    const why = say('webhooks.endOldWhy')
    const yes = say('webhooks.endOld')
    if (!(await confirm({ title: say('webhooks.endOldAsk'), why, yes, danger: true }))) return
    await endOldSecrets(id)
    await refreshObject('webhook')
    toast(say('webhooks.endedOld'))
  }
  const remove = async () => {
    const why = say('webhooks.deleteWhy', { url })
    const yes = say('webhooks.delete')
    if (!(await confirm({ title: say('webhooks.deleteAsk', { name }), why, yes, danger: true }))) return
    await deleteRecord('webhook', id)
    await refreshObject('webhook')
    toast(say('webhooks.deleted', { name }))
  }
  const on = disabledReason === null ? 'webhooks.enable' : 'webhooks.enableAgain'
  return (
    <>
      <Menu
        end
        label={say('webhooks.actions', { name })}
        button={
          <Button size="small" type="text" icon={<EllipsisOutlined />} aria-label={say('webhooks.actions', { name })} />
        }
        items={[
          { key: 'test', label: say('webhooks.test'), run: () => void test().catch(failed) },
          { key: 'edit', label: say('common.edit'), run: () => setEditing(true) },
          { key: 'turn', label: say(active ? 'webhooks.disable' : on), run: () => void turn().catch(failed) },
          { key: 'secret', label: say('webhooks.secret'), run: () => void renew().catch(failed) },
          ...(oldUntil
            ? [{ key: 'endOld', label: say('webhooks.endOld'), run: () => void endOld().catch(failed) }]
            : []),
          { key: 'delete', label: say('webhooks.delete'), danger: true, run: () => void remove().catch(failed) },
        ]}
      />
      {editing ? <WebhookDialog webhook={webhook} onClose={() => setEditing(false)} /> : null}
    </>
  )
}
