import { Input, InputNumber, Select } from 'antd'
import type { FieldMeta } from '../../api/metadata.ts'
import { FieldInput } from '../../form/field-input.tsx'
import { useSay } from '../../i18n/language.ts'
import { namedRanges, rangeText } from './operator-text.ts'

interface FilterValueProps {
  readonly field: FieldMeta
  readonly operator: string
  readonly value: unknown
  onChange(value: unknown): void
}

const units = ['day', 'week', 'month', 'year'] as const

/** What an operator is given: one value, several, two ends, a range of time, or yes and no. */
export const FilterValue = ({ field, operator, value, onChange }: FilterValueProps) => {
  const say = useSay()
  // A filter asks for any value, also one that the form would not take.
  const plain: FieldMeta = { ...field, required: false, flow: undefined as never, readOnly: false }
  const id = 'filter-value'
  if (operator === 'empty') {
    return (
      <Select<string>
        id={id}
        options={[
          { value: 'true', label: say('common.yes') },
          { value: 'false', label: say('common.no') },
        ]}
        value={typeof value === 'boolean' ? String(value) : null}
        onChange={(chosen) => onChange(chosen === 'true')}
      />
    )
  }
  if (operator === 'within' && field.kind !== 'address') return <RangeValue value={value} onChange={onChange} />
  if (operator === 'within') {
    const region = (
      <FieldInput
        id={id}
        field={plain}
        value={{ region: value }}
        onChange={(next) => onChange((next as { region?: string } | null)?.region)}
      />
    )
    return region
  }
  if (operator === 'between') {
    const [from, to] = Array.isArray(value) ? (value as unknown[]) : []
    return (
      <div className="filter-between">
        <FieldInput
          id={id}
          label={say('list.filterFrom')}
          field={plain}
          value={from}
          onChange={(next) => onChange([next, to])}
        />
        <FieldInput
          id={`${id}-to`}
          label={say('list.filterTo')}
          field={plain}
          value={to}
          onChange={(next) => onChange([from, next])}
        />
      </div>
    )
  }
  if (operator === 'in' || operator === 'notIn' || operator.startsWith('has')) {
    const many = { choice: 'multiChoice', user: 'refs', ref: 'refs', department: 'refs' }[field.kind] ?? field.kind
    const to = field.kind === 'user' ? 'user' : field.kind === 'department' ? 'department' : field.to
    const several = {
      ...plain,
      kind: many === field.kind && many !== 'multiChoice' ? 'tags' : many,
      ...(to ? { to } : {}),
    }
    return <FieldInput id={id} field={several} value={value} onChange={onChange} />
  }
  if (['contains', 'startsWith', 'endsWith'].includes(operator)) {
    return (
      <Input id={id} value={(value as string | undefined) ?? ''} onChange={(event) => onChange(event.target.value)} />
    )
  }
  if (field.kind === 'flag') return <FilterValue field={field} operator="empty" value={value} onChange={onChange} />
  const figure = field.result === 'date' || field.result === 'datetime' ? field.result : 'decimal'
  const kind = { serial: 'text', formula: field.result ?? 'text', rollup: figure }[field.kind] ?? field.kind
  return <FieldInput id={id} field={{ ...plain, kind }} value={value} onChange={onChange} />
}

const RangeValue = ({ value, onChange }: { value: unknown; onChange: (value: unknown) => void }) => {
  const say = useSay()
  const relative =
    typeof value === 'object' && value !== null ? (value as { last?: number; next?: number; unit: string }) : null
  const way = relative ? (relative.last === undefined ? 'next' : 'last') : null
  const options = [
    ...namedRanges.map((name) => ({ value: name as string, label: rangeText(name, say) })),
    ...(['last', 'next'] as const).flatMap((side) =>
      units.map((unit) => ({ value: `${side} ${unit}`, label: rangeText({ [side]: 'N', unit }, say) })),
    ),
  ]
  return (
    <div className="filter-between">
      <Select
        id="filter-value"
        options={options}
        value={relative ? `${way} ${relative.unit}` : ((value as string | undefined) ?? null)}
        onChange={(next: string) => {
          const [side, unit] = next.split(' ')
          onChange(unit === undefined ? next : { [side ?? 'last']: 30, unit })
        }}
      />
      {relative && way ? (
        <InputNumber
          min={1}
          max={1000}
          aria-label="N"
          value={relative[way] ?? 30}
          onChange={(n) => onChange({ [way]: n ?? 1, unit: relative.unit })}
        />
      ) : null}
    </div>
  )
}
