import { Button, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { type FieldMeta, fieldOf, isShown, type ObjectMeta } from '../../api/metadata.ts'
import { isEmpty } from '../../field-view.tsx'
import { useSay } from '../../i18n/language.ts'
import { Labelled } from '../../ui/labelled.tsx'
import type { Condition } from './conditions.ts'
import { FilterValue } from './filter-value.tsx'
import { operatorText } from './operator-text.ts'

/** What can be chosen of a field. Records of several objects are not picked by the list. */
const offered = (field: FieldMeta | undefined): readonly string[] =>
  (field?.filter ?? []).filter((operator) => field?.kind !== 'relatedTo' || operator !== 'in')

/** One condition: a field, one of the operators it offers, and a value in the field's own input. */
export const FilterBuilder = ({
  object,
  start,
  onApply,
}: {
  object: ObjectMeta
  start?: Condition
  onApply: (condition: Condition) => void
}) => {
  const say = useSay()
  const [condition, setCondition] = useState<Partial<Condition>>(start ?? {})
  const field = condition.field === undefined ? undefined : fieldOf(object, condition.field)
  const fields = object.fields.filter((one) => isShown(one) && one.filter.length > 0)
  const ready = field !== undefined && condition.operator !== undefined && !isEmpty(condition.value)

  const choose = (name: string) => {
    const [first = 'eq', ...others] = offered(fieldOf(object, name))
    setCondition({ field: name, operator: others.includes('in') ? 'in' : first, value: undefined })
  }
  const apply = (event: FormEvent) => {
    event.preventDefault()
    if (ready) onApply(condition as Condition)
  }

  return (
    <form className="filter-builder" onSubmit={apply}>
      <Labelled label={say('list.filterField')} htmlFor="filter-field">
        <Select<string>
          id="filter-field"
          autoFocus
          defaultOpen={start === undefined}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={say('input.choose')}
          options={fields.map(({ name, label }) => ({ value: name, label }))}
          {...(condition.field === undefined ? {} : { value: condition.field })}
          onChange={choose}
        />
      </Labelled>
      {field ? (
        <>
          <Labelled label={say('list.filterOperator')} htmlFor="filter-operator">
            <Select<string>
              id="filter-operator"
              options={offered(field).map((operator) => ({
                value: operator,
                label: operatorText(operator, field, say),
              }))}
              value={condition.operator ?? null}
              onChange={(operator) => setCondition({ field: field.name, operator, value: undefined })}
            />
          </Labelled>
          <Labelled label={say('list.filterValue')} htmlFor="filter-value">
            <FilterValue
              key={condition.operator}
              field={field}
              operator={condition.operator ?? 'eq'}
              value={condition.value}
              onChange={(value) => setCondition({ ...condition, value })}
            />
          </Labelled>
        </>
      ) : null}
      <Button type="primary" htmlType="submit" disabled={!ready}>
        {say('list.filterApply')}
      </Button>
    </form>
  )
}
