import { Input, InputNumber, Select } from 'antd'
import { resetOf, serialFault, serialText, type SerialReset, type SerialRule } from '#shared/serial-rule'
import { useSay } from '../../i18n/language.ts'
import { Labelled } from '../../ui/labelled.tsx'
import { patternOf, piecesOf, serialDates, type SerialPieces } from './serial-pieces.ts'

const resets = ['never', 'year', 'month', 'day'] as const

const today = () => new Intl.DateTimeFormat('sv-SE').format(new Date())

/** How numbers are written and when they begin anew, with a look at the next ones. */
export const SerialEditor = ({
  rule,
  problem,
  onChange,
}: {
  rule: SerialRule
  problem?: string | undefined
  onChange: (rule: SerialRule) => void
}) => {
  const say = useSay()
  const pieces = piecesOf(rule.pattern)
  // With another date the numbers begin anew as that date says, unless somebody says otherwise afterwards.
  const set = (part: Partial<SerialPieces>) => pieces && onChange({ pattern: patternOf({ ...pieces, ...part }) })
  const fault = serialFault(rule)
  const example = (number: number) => serialText(rule.pattern, number, today())
  return (
    <fieldset className="serial-editor">
      <legend>{say('serial.rule')}</legend>
      {pieces ? (
        <div className="serial-pieces">
          <Labelled label={say('serial.prefix')} htmlFor="serial-prefix">
            <Input
              id="serial-prefix"
              maxLength={20}
              value={pieces.prefix}
              onChange={(event) => set({ prefix: event.target.value.replace(/[{}]/g, '') })}
            />
          </Labelled>
          <Labelled label={say('serial.date')} htmlFor="serial-date">
            <Select<string>
              id="serial-date"
              value={pieces.date}
              options={serialDates.map((value) => ({
                value,
                label: value === '' ? say('serial.noDate') : serialText(value, 0, today()),
              }))}
              onChange={(date) => set({ date })}
            />
          </Labelled>
          <Labelled label={say('serial.between')} htmlFor="serial-between">
            <Input
              id="serial-between"
              maxLength={5}
              disabled={pieces.date === ''}
              value={pieces.between}
              onChange={(event) => set({ between: event.target.value.replace(/[{}]/g, '') })}
            />
          </Labelled>
          <Labelled label={say('serial.digits')} htmlFor="serial-digits">
            <InputNumber
              id="serial-digits"
              min={1}
              max={12}
              value={pieces.digits}
              onChange={(digits) => set({ digits: digits ?? 1 })}
            />
          </Labelled>
        </div>
      ) : null}
      <div className="serial-pieces">
        <Labelled label={say('serial.pattern')} htmlFor="serial-pattern" problem={problem}>
          <Input
            id="serial-pattern"
            className="code-input"
            maxLength={60}
            value={rule.pattern}
            onChange={(event) => onChange({ pattern: event.target.value })}
          />
        </Labelled>
        <Labelled label={say('serial.reset')} htmlFor="serial-reset">
          <Select<SerialReset>
            id="serial-reset"
            value={resetOf(rule)}
            options={resets.map((value) => ({
              value,
              label: say(`serial.reset.${value}`),
              disabled: serialFault({ ...rule, reset: value }) === 'hidden',
            }))}
            onChange={(reset) => onChange({ ...rule, reset })}
          />
        </Labelled>
      </div>
      <p className={fault ? 'problem' : 'help'} aria-live="polite">
        {fault
          ? `⚠ ${say(`serial.fault.${fault}`, { example: '{000000}' })}`
          : say('serial.example', { first: example(1), second: example(2) })}
      </p>
    </fieldset>
  )
}
