import type { FieldMeta, ObjectMeta } from '../../api/metadata.ts'
import { choiceOptions, type Choice, newChoice } from './choices-editor.tsx'
import type { RollupDraft } from './rollup-editor.tsx'
import type { FieldOptions } from './schema-api.ts'

/** A field as it stands in its dialog. Texts are as they were typed: '' is none. */
export interface FieldDraft {
  readonly label: string
  readonly labelEn: string
  readonly kind: string
  readonly help: string
  readonly helpEn: string
  readonly choices: readonly Choice[]
  readonly to: readonly string[]
  readonly rollup: RollupDraft
  readonly serial: { readonly pattern: string; readonly reset?: 'never' | 'year' | 'month' | 'day' }
  readonly expression: string
  readonly visibleWhen: string
  readonly requiredWhen: string
  readonly preset: unknown
  readonly min: string
  readonly max: string
  readonly length: string
  readonly scale: string
  readonly required: boolean
  readonly unique: boolean
  readonly index: boolean
  readonly search: boolean
  readonly parent: boolean
}

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

/** The dialog's start: what a field is now, or an empty one. */
export const draftOf = (
  field: FieldMeta | null,
  labels: { zh: string; en: string },
  options: FieldOptions,
): FieldDraft => {
  const words = (options['options'] ?? {}) as Record<string, string>
  const [english, colors] = [options['optionsEn'], options['colors']] as (Record<string, string> | undefined)[]
  const choices = Object.entries(words).map(([value, label]) => ({
    value,
    label,
    labelEn: english?.[value] ?? '',
    color: colors?.[value] ?? 'gray',
  }))
  const reset = options['reset'] as 'year' | undefined
  return {
    label: labels.zh,
    labelEn: labels.en === labels.zh ? '' : labels.en,
    kind: field?.kind ?? 'text',
    help: text(options['help']),
    helpEn: text(options['helpEn']),
    choices: choices.length > 0 ? choices : [newChoice()],
    to: [options['to'] ?? []].flat() as string[],
    rollup: (options['rollup'] ?? {}) as RollupDraft,
    serial: { pattern: text(options['pattern']) || '{yyyy}{0000}', ...(reset ? { reset } : {}) },
    expression: text(options['expression']),
    visibleWhen: text(options['visibleWhen']),
    requiredWhen: text(options['requiredWhen']),
    preset: options['default'] ?? null,
    min: text(options['min']),
    max: text(options['max']),
    length: text(options['length']),
    scale: text(options['scale']),
    required: options['required'] === true,
    unique: options['unique'] === true,
    index: options['index'] === true,
    search: options['search'] === true,
    parent: options['parent'] === true,
  }
}

const made = new Set(['serial', 'formula', 'rollup'])
const limited = new Set(['integer', 'decimal', 'money', 'percent'])
const indexed = new Set([
  'text',
  'phone',
  'email',
  'integer',
  'decimal',
  'money',
  'percent',
  'date',
  'datetime',
  'choice',
])

/** Which properties a kind of field has; all have words, help and a condition. */
export const traitsOf = (kind: string) => ({
  chosen: kind === 'choice' || kind === 'multiChoice',
  linked: kind === 'ref' || kind === 'refs' || kind === 'relatedTo',
  required: !made.has(kind),
  unique: ['text', 'phone', 'email', 'url', 'integer'].includes(kind),
  index: indexed.has(kind) || kind === 'tags' || kind === 'flag',
  search: ['text', 'longText', 'phone', 'email', 'url', 'serial', 'richText'].includes(kind),
  limits: limited.has(kind),
  length: kind === 'text',
  scale: kind === 'decimal',
  preset: ['text', 'longText', 'choice', 'multiChoice', 'flag', 'tags', 'date', ...limited].includes(kind),
  parent: kind === 'ref',
})

const given = <T>(holds: boolean, value: T): T | null => (holds ? value : null)
const typed = (value: string): string | null => value.trim() || null
const number = (value: string): number | null => (value.trim() === '' ? null : Number(value))

/** The options as the API takes them; null takes one away. */
export const optionsOf = (draft: FieldDraft): Record<string, unknown> => {
  const traits = traitsOf(draft.kind)
  const [single] = draft.to
  const { where = '', ...list } = draft.rollup
  return {
    help: typed(draft.help),
    helpEn: typed(draft.helpEn),
    visibleWhen: typed(draft.visibleWhen),
    ...(traits.chosen ? choiceOptions(draft.choices, draft.kind === 'choice') : {}),
    ...(traits.linked ? { to: draft.kind === 'relatedTo' ? draft.to : (single ?? null) } : {}),
    ...(traits.parent ? { parent: given(draft.parent, true) } : {}),
    ...(traits.required
      ? {
          required: given(draft.required, true),
          requiredWhen: draft.required ? null : typed(draft.requiredWhen),
        }
      : {}),
    ...(traits.unique ? { unique: given(draft.unique, true) } : {}),
    ...(traits.index ? { index: given(draft.index, true) } : {}),
    ...(traits.search ? { search: given(draft.search, true) } : {}),
    ...(traits.limits ? { min: typed(draft.min), max: typed(draft.max) } : {}),
    ...(draft.kind === 'integer' ? { min: number(draft.min), max: number(draft.max) } : {}),
    ...(traits.length ? { length: number(draft.length) } : {}),
    ...(traits.scale ? { scale: number(draft.scale) } : {}),
    ...(traits.preset ? { default: draft.preset ?? null } : {}),
    ...(draft.kind === 'serial' ? { pattern: draft.serial.pattern, reset: draft.serial.reset ?? null } : {}),
    ...(draft.kind === 'formula' ? { expression: draft.expression } : {}),
    ...(draft.kind === 'rollup' ? { rollup: { ...list, ...(where.trim() ? { where } : {}) } } : {}),
  }
}

/** What a new field is sent with: nothing is taken away from nothing. */
export const newOptions = (draft: FieldDraft): Record<string, unknown> =>
  Object.fromEntries(Object.entries(optionsOf(draft)).filter(([, value]) => value !== null))

/** Objects that a field may point to. */
export const targetsOf = (objects: readonly ObjectMeta[]) =>
  objects
    .filter(({ inNavigation, name }) => inNavigation || name === 'user' || name === 'department')
    .map(({ name, label }) => ({ value: name, label }))
