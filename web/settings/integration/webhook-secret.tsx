import { useSay } from '../../i18n/language.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/overlay/dialog.tsx'

/** The signing secret, which nobody is shown a second time. */
export const WebhookSecret = ({ secret, onClose }: { secret: string; onClose: () => void }) => {
  const say = useSay()
  return (
    <Dialog title={say('webhooks.secretTitle')} width={520} onClose={onClose}>
      <p className="dialog-intro">{say('webhooks.secretOnce')}</p>
      <div className="api-key">
        <code>{secret}</code>
        <CopyButton text={secret} />
      </div>
    </Dialog>
  )
}
