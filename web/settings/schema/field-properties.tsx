import { Input } from 'antd'
import type { ObjectMeta } from '../../api/metadata.ts'
import { FieldInput } from '../../form/field-input.tsx'
import { useSay } from '../../i18n/language.ts'
import { Labelled } from '../../ui/labelled.tsx'
import { ConditionInput } from '../conditions/condition-input.tsx'
import { plainField } from './plain-field.ts'
import { choiceOptions } from './choices-editor.tsx'
import { type FieldDraft, traitsOf } from './field-draft.ts'

interface FieldPropertiesProps {
  readonly object: ObjectMeta
  readonly draft: FieldDraft
  readonly problem: (name: string) => string | undefined
  readonly set: (part: Partial<FieldDraft>) => void
}

const flags = ['required', 'unique', 'index', 'search', 'parent'] as const
const bounds = ['min', 'max', 'length', 'scale'] as const

/** What holds for a field of any kind that has it: limits, default, required, when it is shown. */
export const FieldProperties = ({ object, draft, problem, set }: FieldPropertiesProps) => {
  const say = useSay()
  const traits = traitsOf(draft.kind)
  const shownBounds = bounds.filter((name) => (name === 'min' || name === 'max' ? traits.limits : traits[name]))
  const shownFlags = flags.filter((name) => traits[name])
  const options = Object.entries(choiceOptions(draft.choices, false).options)
  return (
    <>
      {shownFlags.length > 0 ? (
        <div className="flag-row">
          {shownFlags.map((name) => (
            <label key={name} className="flag-input">
              <input
                type="checkbox"
                checked={draft[name]}
                onChange={(event) => set({ [name]: event.target.checked })}
              />
              {say(`schema.${name}`)}
            </label>
          ))}
        </div>
      ) : null}
      {shownBounds.length > 0 ? (
        <div className="field-pair">
          {shownBounds.map((name) => (
            <Labelled key={name} label={say(`schema.${name}`)} htmlFor={`field-${name}`} problem={problem(name)}>
              <Input
                id={`field-${name}`}
                inputMode="decimal"
                maxLength={20}
                value={draft[name]}
                onChange={(event) => set({ [name]: event.target.value })}
              />
            </Labelled>
          ))}
        </div>
      ) : null}
      {traits.preset ? (
        <Labelled label={say('schema.default')} htmlFor="field-default" problem={problem('default')}>
          <FieldInput
            id="field-default"
            field={plainField('default', draft.kind, say('schema.default'), {
              options: options.map(([value, label]) => ({ value, label })),
            })}
            value={draft.preset}
            onChange={(preset) => set({ preset })}
          />
        </Labelled>
      ) : null}
      <div className="field-pair">
        <Labelled label={say('schema.help')} htmlFor="field-help" problem={problem('help')}>
          <Input
            id="field-help"
            maxLength={200}
            value={draft.help}
            onChange={(event) => set({ help: event.target.value })}
          />
        </Labelled>
        <Labelled label={say('schema.helpEn')} htmlFor="field-help-en">
          <Input
            id="field-help-en"
            maxLength={200}
            value={draft.helpEn}
            onChange={(event) => set({ helpEn: event.target.value })}
          />
        </Labelled>
      </div>
      {traits.required && !draft.required ? (
        <Labelled label={say('schema.requiredWhen')} htmlFor="field-required-when" problem={problem('requiredWhen')}>
          <ConditionInput
            id="field-required-when"
            object={object}
            placeholder={say('schema.requiredNever')}
            value={draft.requiredWhen}
            onChange={(requiredWhen) => set({ requiredWhen })}
          />
        </Labelled>
      ) : null}
      <Labelled label={say('schema.visibleWhen')} htmlFor="field-visible" problem={problem('visibleWhen')}>
        <ConditionInput
          id="field-visible"
          object={object}
          placeholder={say('schema.visibleAlways')}
          value={draft.visibleWhen}
          onChange={(visibleWhen) => set({ visibleWhen })}
        />
      </Labelled>
    </>
  )
}
