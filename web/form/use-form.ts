import { useState } from 'react'
import { ApiError } from '../api/api-error.ts'
import type { FieldMeta } from '../api/metadata.ts'
import { useMe } from '../api/session.ts'
import { isEmpty } from '../field-view.tsx'
import { useSay } from '../i18n/language.ts'
import { isVisible } from './visible-fields.ts'

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
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({})
  const [error, setError] = useState<unknown>(null)
  const [changed, setChanged] = useState(false)
  const [busy, setBusy] = useState(false)

  const shows = (field: FieldMeta) =>
    isVisible(field, { ...beside, ...values }, { user: user.id, zone: workspace.zone })
  const missing = (field: FieldMeta) =>
    field.required && shows(field) && !field.readOnly && !field.masked && isEmpty(values[field.name])
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
  for (const { field, message } of refused.problems) if (field && shown.has(field)) onFields[field] ??= message
  const allPlaced = refused.problems.length > 0 && refused.problems.every(({ field }) => field && shown.has(field))
  return { onFields, rest: allPlaced ? null : refused }
}
