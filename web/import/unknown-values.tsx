import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import type { ImportColumn, ImportData } from '../api/imports.ts'
import { fieldOf, type Option } from '../api/metadata.ts'
import { useMetadata } from '../api/use-metadata.ts'
import { count } from '../i18n/format-number.ts'
import { useSay } from '../i18n/language.ts'
import { useClear } from '../ui/input/use-clear.tsx'
import { targetsOf } from './targets.ts'
import type { ImportWork } from './use-import.ts'

/** How many different texts are offered; more than that is better mended in the file. */
const most = 20

/** Texts that no field understands, each with how often it comes: given a meaning once, it holds for all rows. */
export const UnknownValues = ({ made, work }: { made: ImportData; work: ImportWork }) => {
  const say = useSay()
  const { objects } = useMetadata()
  const targets = targetsOf(made)
  const optionsOf = (column: ImportColumn) => {
    const target = targets.find((one) => one.target === column.mapping?.field)
    const object = objects.find(({ name }) => name === target?.object)
    return object && target && fieldOf(object, target.name)?.options
  }
  const [said, setSaid] = useState<ReadonlyMap<string, { column: number; value: string; means: string }>>(new Map())
  // What comes once is mended in its row.
  const values = (made.summary?.values ?? []).filter(({ count: rows }) => rows > 1).slice(0, most)
  if (values.length === 0) return null
  const columnOf = (index: number) => made.columns.find((column) => column.index === index)
  const set = (column: number, value: string, means: string | undefined) =>
    setSaid((before) => {
      const next = new Map(before)
      if (means === undefined) next.delete(`${column} ${value}`)
      else next.set(`${column} ${value}`, { column, value, means })
      return next
    })
  const apply = async () => {
    const groups = Map.groupBy(said.values(), ({ column }) => column)
    const columns = [...groups].flatMap(([column, meanings]) => {
      const mapping = columnOf(column)?.mapping
      const more = Object.fromEntries(meanings.map(({ value, means }) => [value, means]))
      return mapping ? [{ ...mapping, column, values: { ...mapping.values, ...more } }] : []
    })
    if (await work.change({ columns })) await work.step('check')
  }
  return (
    <section className="import-section" aria-labelledby="unknown-values">
      <h2 id="unknown-values">{say('import.values')}</h2>
      <ul className="unknown-values panel">
        {values.map(({ column: index, value, count: rows, suggestion }) => {
          const column = columnOf(index)
          return column ? (
            <li key={`${index} ${value}`}>
              <span className="muted">{column.name}</span>
              <strong title={value}>{value}</strong>
              <span className="muted">{say('import.kindCount', { count: count(rows) })}</span>
              <Meaning
                column={column}
                options={optionsOf(column)}
                value={value}
                suggestion={suggestion}
                onSet={(means) => set(index, value, means)}
              />
            </li>
          ) : null
        })}
      </ul>
      <Button disabled={said.size === 0 || work.busy} onClick={() => void apply()}>
        {say('import.valuesApply')}
      </Button>
    </section>
  )
}

const Meaning = ({
  column,
  options,
  value,
  suggestion,
  onSet,
}: {
  column: ImportColumn
  options: readonly Option[] | undefined
  value: string
  suggestion: string | undefined
  onSet: (means: string | undefined) => void
}) => {
  const say = useSay()
  const clear = useClear()
  const label = say('import.valueMeans', { value, column: column.name })
  if (options === undefined)
    return (
      <Input
        aria-label={label}
        placeholder={suggestion ?? ''}
        onChange={({ target }) => onSet(target.value || undefined)}
      />
    )
  return (
    <Select<string | null>
      aria-label={label}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={say('import.valueKeep')}
      allowClear={clear}
      options={[
        ...options.map((option) => ({ value: option.label, label: option.label })),
        { value: '', label: say('import.valueEmpty') },
      ]}
      onChange={(means) => onSet(means ?? undefined)}
    />
  )
}
