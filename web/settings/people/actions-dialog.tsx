import { Button } from 'antd'
import { useSay } from '../../i18n/language.ts'
import { Dialog } from '../../ui/overlay/dialog.tsx'
import type { Grantable } from './rights.ts'

/** Which of an object's actions a role may run. */
export const ActionsDialog = ({
  object,
  allowed,
  onClose,
  onChange,
}: {
  object: Grantable
  allowed: readonly string[]
  onClose: () => void
  onChange: (allowed: readonly string[]) => void
}) => {
  const say = useSay()
  return (
    <Dialog
      title={say('rights.actionsOf', { object: object.label })}
      onClose={onClose}
      footer={
        <Button type="primary" onClick={onClose}>
          {say('rights.done')}
        </Button>
      }
    >
      <div className="check-list">
        {object.actions.map(({ name, label }) => (
          <label key={name} className="flag-input">
            <input
              type="checkbox"
              checked={allowed.includes(name)}
              onChange={(event) =>
                onChange(event.target.checked ? [...allowed, name] : allowed.filter((one) => one !== name))
              }
            />
            {label}
          </label>
        ))}
      </div>
    </Dialog>
  )
}
