import type { FieldModel } from '../../schema/model.ts'
import { westernDate } from './foreign-date.ts'

/** A cell that the field would take instead of this one, where there is an obvious one. */
export const suggest = (field: FieldModel, cell: string): string | undefined => {
  const guess = guessFor(field, cell)
  if (guess === undefined || guess === cell) return undefined
  try {
    field.kind.parse(field.kind.fromText(guess, field.field), field.field)
    return guess
  } catch {
    return undefined
  }
}

const guessFor = (field: FieldModel, cell: string): string | undefined => {
  const text = cell.normalize('NFKC').trim()
  if (field.kind.numeric) return /^[^\d]{0,3}[\d,.\s]+[^\d]{0,3}$/.test(text) ? text.replace(/[^\d.]/g, '') : undefined
  if (field.kind.temporal)
    return westernDate(text, 'dmy') === westernDate(text, 'mdy') ? westernDate(text, 'dmy') : undefined
  if (field.field.kind === 'choice') return nearestChoice(Object.values(field.field.options.options ?? {}), text)
  if (field.field.kind === 'text' && field.field.options.length) return undefined
  return undefined
}

/** The one option that holds the text or is held by it: 装备 → 装备制造. */
const nearestChoice = (labels: readonly string[], text: string): string | undefined => {
  if (text === '') return undefined
  const near = labels.filter((label) => label.includes(text) || text.includes(label))
  return near.length === 1 ? near[0] : undefined
}
