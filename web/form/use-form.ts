import { useState } from 'react'
import { ApiError } from '../api/api-error.ts'
import type { FieldMeta } from '../api/metadata.ts'
import { useMe } from '../api/session.ts'
import { isEmpty } from '../field-view.tsx'
import { useSay } from '../i18n/language.ts'
import { isRequired, isVisible } from './field-conditions.ts'

export type Values = Readonly<Record<string, unknown>>

export interface Form {
  readonly values: Values
  /** What is wrong, by field. */
  readonly problems: Readonly<Record<string, string>>
  /** A refusal that belongs to no field on the screen. */
  readonly error: unknown
  readonly changed: boolean
  readonly busy: boolean
  set(name: string, value: unknown): void
  /** The field's condition holds, as things stand. */
  shows(field: FieldMeta): boolean
  /** It must be filled in, as things stand. */
  requires(field: FieldMeta): boolean
  /** Says that a required field is empty, once it has been left. */
  left(field: FieldMeta): void
  /** Checks, then saves what is shown; the server's problems land on their fields. True when saved. */
  submit(save: (values: Values) => Promise<unknown>): Promise<boolean>
  reset(values: Values): void
}

/**
 * The state of one form: what was typed, what is wrong. `beside` is what conditions may look at beside it. What was typed
 * into a field that is hidden again is not saved.
 */
export const useForm = (fields: readonly FieldMeta[], initial: Values, beside: Values = {}): Form => {
  const say = useSay()
  const { user, workspace } = useMe()
  const [values, setValues] = useState(initial)
  const [began] = useState(initial)
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({})
  const [error, setError] = useState<unknown>(null)
  const [changed, setChanged] = useState(false)
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set())
  const [busy, setBusy] = useState(false)

  const looker = { user: user.id, zone: workspace.zone }
  // What the server asks for is shown, though its condition holds only once this is saved: the reason of a loss.
  const shows = (field: FieldMeta) => asked.has(field.name) || isVisible(field, { ...beside, ...values }, looker)
  const requires = (field: FieldMeta) => isRequired(field, { ...beside, ...values }, looker)
  // Of a record that has long been there the server says what is to be asked: it may lack what was made required later.
  const owed = (field: FieldMeta) =>
    'id' in began && isEmpty(began[field.name]) && isRequired(field, { ...beside, ...began }, looker)
  const missing = (field: FieldMeta) =>
    requires(field) && !owed(field) && shows(field) && !field.readOnly && !field.masked && isEmpty(values[field.name])
      ? say('form.fillIn', { field: field.label })
      : undefined

  const submit: Form['submit'] = async (save) => {
    const empty = fields.flatMap((field) => {
      const problem = missing(field)
      return problem ? [[field.name, problem] as const] : []
    })
    setProblems(Object.fromEntries(empty))
    setError(null)
    if (empty.length > 0) return false
    setBusy(true)
    try {
      const hidden = new Set(fields.filter((field) => !shows(field)).map(({ name }) => name))
      await save(Object.fromEntries(Object.entries(values).filter(([name]) => !hidden.has(name))))
      setChanged(false)
      return true
    } catch (refused) {
      const { onFields, rest } = sortProblems(refused, fields)
      setProblems(onFields)
      setAsked((before) => new Set([...before, ...Object.keys(onFields)]))
      setError(rest)
      return false
    } finally {
      setBusy(false)
    }
  }

  return {
    values,
    problems,
    error,
    changed,
    busy,
    shows,
    requires,
    submit,
    set: (name, value) => {
      setValues((before) => ({ ...before, [name]: value }))
      setProblems(({ [name]: _mended, ...others }) => others)
      setChanged(true)
    },
    left: (field) => {
      const problem = missing(field)
      if (problem) setProblems((before) => ({ ...before, [field.name]: problem }))
    },
    reset: (next) => {
      setValues(next)
      setProblems({})
      setAsked(new Set())
      setError(null)
      setChanged(false)
    },
  }
}

/** Problems of fields that are shown go to them; the refusal itself is kept only where some of it found no field. */
export const sortProblems = (
  refused: unknown,
  fields: readonly FieldMeta[],
): { onFields: Record<string, string>; rest: unknown } => {
  if (!(refused instanceof ApiError)) return { onFields: {}, rest: refused }
  const shown = new Set(fields.map(({ name }) => name))
  const onFields: Record<string, string> = {}
  // One that is all there is to say stands by itself, and names its field as well.
  const whole = { field: String(refused.body['field'] ?? ''), message: refused.message }
  const problems = refused.problems.length > 0 ? refused.problems : [whole]
  for (const { field, message } of problems) if (field && shown.has(field)) onFields[field] ??= message
  const allPlaced = problems.every(({ field }) => field && shown.has(field))
  return { onFields, rest: allPlaced ? null : refused }
}
