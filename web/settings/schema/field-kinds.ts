import type { Say } from '../../i18n/language.ts'

/** Kinds of field that a workspace may add, the common ones first. */
export const addableKinds = [
  'text',
  'longText',
  'choice',
  'multiChoice',
  'integer',
  'decimal',
  'money',
  'percent',
  'flag',
  'date',
  'datetime',
  'tags',
  'phone',
  'email',
  'url',
  'address',
  'user',
  'department',
  'ref',
  'refs',
  'relatedTo',
  'formula',
  'rollup',
  'serial',
  'file',
  'richText',
] as const

type Named = (typeof addableKinds)[number]
const named = new Set<string>([...addableKinds, 'json'])

/** A kind in the reader's language. */
export const kindLabel = (kind: string, say: Say): string => (named.has(kind) ? say(`kind.${kind as Named}`) : kind)
