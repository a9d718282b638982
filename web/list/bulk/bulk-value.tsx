import { Select } from 'antd'
import { fieldOf, type ObjectMeta, writable } from '../../api/metadata.ts'
import { FieldInput } from '../../form/field-input.tsx'
import { useSay } from '../../i18n/language.ts'
import { Labelled } from '../../ui/labelled.tsx'

/** The field that is changed for all of them and what it becomes; `fixed` names the one there is no choice about. */
export interface BulkChange {
  readonly name: string | undefined
  readonly value: unknown
}

export const BulkValue = ({
  object,
  fixed,
  change,
  problem,
  onChange,
}: {
  object: ObjectMeta
  fixed: string | undefined
  change: BulkChange
  problem: string
  onChange: (change: BulkChange) => void
}) => {
  const say = useSay()
  const field = change.name === undefined ? undefined : fieldOf(object, change.name)
  const fields = object.fields.filter((one) => writable(object, one) && !one.unique && one.kind !== 'json')
  return (
    <div className="form-column">
      {fixed === undefined ? (
        <Labelled label={say('list.filterField')} htmlFor="bulk-field">
          <Select
            id="bulk-field"
            autoFocus
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={say('input.choose')}
            options={fields.map(({ name, label }) => ({ value: name, label }))}
            onChange={(name: string) => onChange({ name, value: null })}
          />
        </Labelled>
      ) : null}
      {field ? (
        <Labelled label={fixed ? say('list.newOwner') : field.label} htmlFor="bulk-value" problem={problem}>
          <FieldInput
            key={field.name}
            id="bulk-value"
            // Each of them stands at a step of its own: any step may be asked for, and is checked record by record.
            field={{ ...field, flow: undefined as never }}
            value={change.value}
            invalid={problem !== ''}
            autoFocus={fixed !== undefined}
            onChange={(value) => onChange({ name: field.name, value })}
          />
        </Labelled>
      ) : null}
    </div>
  )
}
