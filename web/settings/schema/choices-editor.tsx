import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { randomKey } from '../../api/random-key.ts'
import { useSay } from '../../i18n/language.ts'
import { Tag } from '../../ui/tag.tsx'
import { RemoveOptionDialog } from './remove-option-dialog.tsx'

/** One option of a choice. Its value is what records keep: it stays when the label changes. */
export interface Choice {
  readonly value: string
  readonly label: string
  readonly labelEn: string
  readonly color: string
}

const colors = ['gray', 'blue', 'green', 'orange', 'red'] as const

/** A value for a new option: its label where that may be one. */
const valueOf = (label: string): string =>
  /^[\p{L}\p{N}_-]{1,60}$/u.test(label) ? label : `o${randomKey().slice(0, 8)}`

export const newChoice = (label = ''): Choice => ({ value: '', label, labelEn: '', color: 'gray' })

/** The options as the API takes them. A line without a label is none. */
export const choiceOptions = (choices: readonly Choice[], coloured: boolean) => {
  const made = choices
    .filter(({ label }) => label.trim() !== '')
    .map((choice) => ({ ...choice, label: choice.label.trim(), value: choice.value || valueOf(choice.label.trim()) }))
  const pairs = (of: (choice: Choice) => string): Record<string, string> =>
    Object.fromEntries(made.map((choice) => [choice.value, of(choice).trim()]).filter(([, text]) => text !== ''))
  return {
    options: pairs(({ label }) => label),
    optionsEn: pairs(({ labelEn }) => labelEn),
    ...(coloured ? { colors: pairs(({ color }) => (color === 'gray' ? '' : color)) } : {}),
  }
}

/** The options of a choice line by line: label in both languages, colour, order. Pasted lines become lines. */
export const ChoicesEditor = ({
  choices,
  coloured,
  fieldOf,
  onChange,
}: {
  choices: readonly Choice[]
  coloured: boolean
  /** The field as it is: who takes an option away is told first where it is used. */
  fieldOf?: { readonly object: string; readonly field: string } | undefined
  onChange: (choices: readonly Choice[]) => void
}) => {
  const say = useSay()
  const [going, setGoing] = useState<number | null>(null)
  const leaving = going === null ? undefined : choices[going]
  const remove = (at: number) => {
    onChange(choices.toSpliced(at, 1))
    setGoing(null)
  }
  const set = (at: number, part: Partial<Choice>) =>
    onChange(choices.map((one, i) => (i === at ? { ...one, ...part } : one)))
  const move = (at: number, by: 1 | -1) => onChange(choices.with(at, choices[at + by]!).with(at + by, choices[at]!))
  const focus = (at: number) =>
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`#choice-${at}`)?.focus())
  const addBelow = (at: number) => {
    onChange(choices.toSpliced(at + 1, 0, newChoice()))
    focus(at + 1)
  }
  return (
    <fieldset className="choices">
      <legend>{say('schema.options')}</legend>
      {choices.map((choice, at) => (
        <div key={at} className="choice-line">
          <Input
            id={`choice-${at}`}
            aria-label={say('schema.option', { at: at + 1 })}
            placeholder={say('schema.label')}
            maxLength={60}
            value={choice.label}
            onChange={(event) => set(at, { label: event.target.value })}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
              event.preventDefault()
              addBelow(at)
            }}
            onPaste={(event) => {
              const lines = event.clipboardData
                .getData('text')
                .split(/\r?\n/)
                .filter((line) => line.trim() !== '')
              if (lines.length < 2) return
              event.preventDefault()
              onChange(
                choices.toSpliced(at, choice.label === '' ? 1 : 0, ...lines.map((line) => newChoice(line.trim()))),
              )
            }}
          />
          <Input
            aria-label={`${say('schema.option', { at: at + 1 })} ${say('schema.english')}`}
            placeholder={say('schema.english')}
            maxLength={60}
            value={choice.labelEn}
            onChange={(event) => set(at, { labelEn: event.target.value })}
          />
          {coloured ? (
            <Select
              className="choice-color"
              aria-label={`${say('schema.option', { at: at + 1 })} ${say('schema.color')}`}
              value={choice.color}
              options={colors.map((value) => ({ value: value as string, label: say(`color.${value}`) }))}
              optionRender={({ value, label }) => <Tag color={String(value)}>{label}</Tag>}
              labelRender={({ value, label }) => <Tag color={String(value)}>{label}</Tag>}
              onChange={(color) => set(at, { color })}
            />
          ) : null}
          <span className="choice-buttons">
            <Button
              type="text"
              icon={<ArrowUpOutlined />}
              aria-label={`${say('pipelines.up')} ${choice.label}`}
              disabled={at === 0}
              onClick={() => move(at, -1)}
            />
            <Button
              type="text"
              icon={<ArrowDownOutlined />}
              aria-label={`${say('pipelines.down')} ${choice.label}`}
              disabled={at === choices.length - 1}
              onClick={() => move(at, 1)}
            />
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={`${say('common.delete')} ${choice.label}`}
              disabled={choices.length === 1}
              onClick={() => (fieldOf && choice.value !== '' ? setGoing(at) : remove(at))}
            />
          </span>
        </div>
      ))}
      <Button size="small" type="text" icon={<PlusOutlined />} onClick={() => addBelow(choices.length - 1)}>
        {say('schema.addOption')}
      </Button>
      {fieldOf && leaving ? (
        <RemoveOptionDialog
          {...fieldOf}
          choice={leaving}
          onRemove={() => remove(going!)}
          onClose={() => setGoing(null)}
        />
      ) : null}
    </fieldset>
  )
}
