import { Select } from 'antd'
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
    <Dialog title={say('rights.fieldsOf', { object: object.label })} onClose={onClose}>
      <ul className="field-rights">
        {object.fields.map((field) => (
          <li key={field.name}>
            <span>{field.label}</span>
            <Select<FieldRight>
              size="small"
              className="scope-select"
              aria-label={field.label}
              value={rights[field.name] ?? 'write'}
              options={fieldRights.map((right) => ({ value: right, label: say(`rights.field.${right}`) }))}
              onChange={(right) => {
                const { [field.name]: _before, ...others } = rights
                onChange(right === 'write' ? others : { ...others, [field.name]: right })
              }}
            />
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
