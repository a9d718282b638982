import { companyName } from '../../search/company-name.ts'
import { type Key, keyValues } from './find-twins.ts'
import type { ReadRow } from './read-cells.ts'

/**
 * Rows of one lot that are the same record by some key go one after the other: the second is to find what the first made.
 * The others all go in the first round.
 */
export const rounds = (
  keys: readonly Key[],
  rows: readonly ReadRow[],
  /** In which round each text of a key was seen last. */
  last = new Map<string, number>(),
): ReadRow[][] => {
  const found: ReadRow[][] = []
  for (const row of rows) {
    const texts = row.problems.length > 0 ? [] : keyTexts(keys, row)
    const round = Math.max(0, ...texts.map((text) => (last.get(text) ?? -1) + 1))
    for (const text of texts) last.set(text, round)
    ;(found[round] ??= []).push(row)
  }
  return found
}

/** A row's values in each key as one text. */
export const keyTexts = (keys: readonly Key[], row: ReadRow): string[] =>
  keys.flatMap((key) => {
    const values = keyValues(key, row)
    if (!values) return []
    const { place, core } = key.alike ? companyName(values[0]!) : { place: '', core: '' }
    const name = key.fields.map((f) => f.name).join()
    return [core === '' ? `${name} ${values.join('\0')}` : `${name}~ ${place}\0${core}`]
  })
