import type { ReactNode } from 'react'
import type { FieldMeta } from '../api/metadata.ts'
import { isEmpty } from '../field-view.tsx'
import { cellOf } from '../fields.ts'
import { useSay } from '../i18n/language.ts'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { FieldInput } from './field-input.tsx'
import type { Form } from './use-form.ts'
import './form.css'

export interface Section {
  readonly label: string
  readonly fields: readonly FieldMeta[]
}

interface FieldsFormProps {
  readonly form: Form
  readonly sections: readonly Section[]
  /** Keeps the ids of two forms on one page apart. */
  readonly prefix: string
  readonly autoFocus?: string | undefined
  /** What a masked field holds, as far as it is shown; what is typed replaces it. */
  readonly masked?: Readonly<Record<string, unknown>>
  /** Something to say below a field: a possible duplicate. */
  readonly note?: (field: FieldMeta) => ReactNode
}

const broad = new Set(['longText', 'richText', 'address', 'relatedTo', 'refs', 'file'])

/** The one renderer of forms: creating, editing, the input of an action, settings. */
export const FieldsForm = ({ form, sections, prefix, autoFocus, masked, note }: FieldsFormProps) => {
  const say = useSay()
  const problems = Object.keys(form.problems).length
  const shown = sections
    .map((section) => ({ ...section, fields: section.fields.filter(form.shows) }))
    .filter((section) => section.fields.length > 0)
  const first = autoFocus ?? shown[0]?.fields.find((field) => !field.readOnly)?.name
  return (
    <>
      {problems > 1 ? (
        <p className="form-problems" role="alert">
          {say('form.problems', { count: problems })}
        </p>
      ) : null}
      {form.error ? <ErrorPanel error={form.error} /> : null}
      {shown.map((section) => (
        <div key={section.label} className="form-section" role="group" aria-label={section.label}>
          {shown.length > 1 ? <h2>{section.label}</h2> : null}
          {section.fields.map((field) => (
            <OneField
              key={field.name}
              field={field}
              form={form}
              id={`${prefix}-${field.name}`}
              autoFocus={field.name === first}
              masked={field.masked ? masked?.[field.name] : undefined}
              note={note?.(field)}
            />
          ))}
        </div>
      ))}
    </>
  )
}

const OneField = ({
  field,
  form,
  id,
  autoFocus,
  masked,
  note,
}: {
  field: FieldMeta
  form: Form
  id: string
  autoFocus: boolean
  masked: unknown
  note: ReactNode
}) => {
  const say = useSay()
  const problem = form.problems[field.name]
  const value = form.values[field.name]
  const locked = field.readOnly || field.computed
  const { Cell } = cellOf(field)
  return (
    <div
      className="form-field"
      data-broad={broad.has(field.kind) || undefined}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && form.left(field)}
    >
      <Labelled
        label={field.label}
        htmlFor={id}
        required={form.requires(field)}
        requiredText={say('form.required')}
        help={field.help}
        problem={problem}
      >
        {locked ? (
          <output id={id} className="form-locked">
            {isEmpty(value) ? '—' : <Cell value={value} field={field} />}
          </output>
        ) : (
          <FieldInput
            id={id}
            field={form.requires(field) ? { ...field, required: true } : field}
            value={value}
            invalid={problem !== undefined}
            autoFocus={autoFocus}
            {...(typeof masked === 'string' ? { placeholder: masked } : {})}
            onChange={(next) => form.set(field.name, next)}
            {...(problem || field.help ? { describedBy: `${id}-note` } : {})}
          />
        )}
        {note}
      </Labelled>
    </div>
  )
}

/** Puts the cursor on the first field that is wrong. */
export const focusFirstProblem = (prefix: string): void =>
  // After the problems have been drawn.
  void requestAnimationFrame(() => {
    const field = document.querySelector(`[data-invalid] [id^="${prefix}-"]:is(input, textarea), [data-invalid] input`)
    if (field instanceof HTMLElement) field.focus()
    field?.scrollIntoView({ block: 'center' })
  })
