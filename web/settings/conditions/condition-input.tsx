import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { fieldOf, type ObjectMeta } from '../../api/metadata.ts'
import { cellOf } from '../../fields.ts'
import { useSay } from '../../i18n/language.ts'
import { ConditionChips } from '../../list/filter/condition-chips.tsx'
import { type Condition, isCondition } from '../../list/filter/conditions.ts'
import { ExpressionInput } from '../schema/expression-input.tsx'
import { checkQuery } from '../schema/schema-api.ts'
import { askable, familyOf } from './askable.ts'
import { readConditions } from './read-conditions.ts'
import { writeConditions } from './write-condition.ts'

interface ConditionInputProps {
  readonly id: string
  readonly object: ObjectMeta
  /** An expression: what is chosen is only another way of writing it. */
  readonly value: string
  /** It has to stand without the clock, as the condition of a roll-up. */
  readonly standing?: boolean
  /** What it means to have none. */
  readonly placeholder?: string
  onChange(value: string): void
}

/** A condition over an object's fields, put together in the filter builder, or written where that cannot say it. */
export const ConditionInput = ({ id, object, value, standing = false, placeholder, onChange }: ConditionInputProps) => {
  const say = useSay()
  const [byHand, setByHand] = useState(false)
  const [chosen, setChosen] = useState({ value, conditions: null as readonly Condition[] | null })
  const { data } = useQuery(checkQuery(object.name, value, { condition: true, standing }))
  const read = data && (data.root ? readConditions(object, data.root) : null)
  // What was chosen a moment ago need not be asked for.
  const conditions = value.trim() === '' ? [] : chosen.value === value && chosen.conditions ? chosen.conditions : read
  const choose = (next: readonly Condition[]) => {
    const clean = next.map((one) => cleanNumbers(object, one))
    const written = writeConditions(object, clean)
    setChosen({ value: written, conditions: clean })
    onChange(written)
  }
  if (conditions === undefined) return null
  if (byHand || conditions === null)
    return (
      <>
        <ExpressionInput
          id={id}
          object={object}
          condition
          standing={standing}
          placeholder={placeholder ?? ''}
          value={value}
          onChange={(next) => {
            setByHand(true)
            onChange(next)
          }}
        />
        <p className="help">
          {conditions === null ? (
            say('condition.onlyWritten')
          ) : (
            <Button size="small" type="link" onClick={() => setByHand(false)}>
              {say('condition.choose')}
            </Button>
          )}
        </p>
      </>
    )
  const meaning = conditions.length === 0 ? placeholder : conditions.length > 1 ? say('condition.all') : null
  return (
    <>
      <ConditionChips
        object={askable(object, standing)}
        parts={conditions}
        add={{ label: say('condition.add'), button: { id } }}
        onChange={(parts) => choose(parts.filter(isCondition))}
      />
      {data?.ok === false ? <p className="problem">⚠ {data.message}</p> : null}
      <p className="help">
        {meaning ? <span>{meaning}</span> : null}
        <Button size="small" type="link" onClick={() => setByHand(true)}>
          {say('condition.write')}
        </Button>
      </p>
    </>
  )
}

/** Numbers as people type them, 1.2万 or 1,000, are plain digits in an expression. */
const cleanNumbers = (object: ObjectMeta, condition: Condition): Condition => {
  const field = fieldOf(askable(object, false), condition.field)
  if (!field || familyOf(field) !== 'number' || condition.operator === 'empty') return condition
  const clean = (one: unknown) => cellOf(field).parse?.(String(one), field) ?? one
  return { ...condition, value: Array.isArray(condition.value) ? condition.value.map(clean) : clean(condition.value) }
}
