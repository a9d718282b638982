import { Button, Select } from 'antd'
import { useSay } from '../../i18n/language.ts'
import { Dialog } from '../../ui/overlay/dialog.tsx'
import { type FieldRight, fieldRights, type Grantable } from './rights.ts'

type FieldRights = Readonly<Record<string, FieldRight>>

/** Which fields of an object a role may write, only read, see masked, or not see. */
export const FieldRightsDialog = ({
  object,
  rights,
  onClose,
  onChange,
}: {
  object: Grantable
  rights: FieldRights
  onClose: () => void
  onChange: (rights: FieldRights) => void
}) => {
  const say = useSay()
  return (
    <Dialog
      title={say('rights.fieldsOf', { object: object.label })}
      onClose={onClose}
      footer={
        <Button type="primary" onClick={onClose}>
          {say('rights.done')}
        </Button>
      }
    >
      <ul className="field-rights">
        {object.fields.map(({ name, label, readOnly }) => {
          const most = readOnly ? 'read' : 'write'
          const { [name]: right = most, ...others } = rights
          return (
            <li key={name}>
              <span>{label}</span>
              <Select<FieldRight>
                size="small"
                className="scope-select"
                aria-label={label}
                value={readOnly && right === 'write' ? most : right}
                options={fieldRights
                  .filter((one) => !readOnly || one !== 'write')
                  .map((one) => ({ value: one, label: say(`rights.field.${one}`) }))}
                onChange={(chosen) => onChange(chosen === most ? others : { ...others, [name]: chosen })}
              />
            </li>
          )
        })}
      </ul>
    </Dialog>
  )
}
