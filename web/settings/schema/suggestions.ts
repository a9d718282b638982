import { isShown, type ObjectMeta } from '../../api/metadata.ts'

/** Something that could stand at the cursor of an expression. */
export interface Suggestion {
  /** What is put in. */
  readonly text: string
  /** What people call it. */
  readonly label: string
}

/** The functions of the language, each as it is begun. */
const functions: readonly string[] =
  'has( empty( coalesce( round( abs( min( max( size( contains( startsWith( endsWith( lower( upper( text( floor( ceil( today() now() date( year( month( day( daysBetween( addDays( addMonths( me()'.split(
    ' ',
  )

const most = 8

/**
 * What may follow the text before the cursor: the options of the choice that is being compared, or fields and functions that
 * begin with, or are called by, the word under way; the fields come first.
 */
export const suggestionsAt = (object: ObjectMeta, before: string): Suggestion[] => {
  const fields = object.fields.filter(isShown)
  const [, compared, begun = ''] = /([A-Za-z]\w*)\s*(?:==|!=)\s*("?[^"\s]*)$/.exec(before) ?? []
  const choice = fields.find(({ name, options }) => name === compared && options)
  if (choice)
    return choice
      .options!.map(({ value, label }) => ({ text: `"${value}"`, label }))
      .filter(({ text, label }) => text.startsWith(begun) || label.includes(begun))
      .slice(0, most)
  const word = wordBefore(before)
  if (insideText(before)) return []
  const parts = fields.flatMap(({ kind, name, label }) => [
    { text: name, label },
    ...(kind === 'address' ? [{ text: `${name}.region`, label: `${label} · GB/T 2260` }] : []),
  ])
  const known = [...parts, ...functions.map((text) => ({ text, label: '' }))]
  const lower = word.toLowerCase()
  return known
    .filter(({ text, label }) => text !== word && (text.toLowerCase().startsWith(lower) || label.includes(word)))
    .slice(0, most)
}

/** The word under way: letters of any language, since fields are looked for by their labels too. */
export const wordBefore = (before: string): string => /[\p{L}\p{N}_.]*$/u.exec(before)![0]

const insideText = (before: string) => (before.match(/"/g)?.length ?? 0) % 2 === 1

/** The text with a suggestion in the place of what was under way, and where the cursor stands then. */
export const completed = (
  text: string,
  cursor: number,
  suggestion: Suggestion,
): { readonly text: string; readonly cursor: number } => {
  const before = text.slice(0, cursor)
  const begun = suggestion.text.startsWith('"') ? (/"?[^"\s=]*$/.exec(before)![0] ?? '') : wordBefore(before)
  const kept = before.slice(0, before.length - begun.length)
  const space = suggestion.text.startsWith('"') && kept.endsWith('=') ? ' ' : ''
  return {
    text: `${kept}${space}${suggestion.text}${text.slice(cursor)}`,
    cursor: kept.length + space.length + suggestion.text.length,
  }
}
