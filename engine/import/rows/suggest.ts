import { round } from '#shared/decimal'
import { numberInCell } from '../../fields/decimal/number-in-cell.ts'
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
  if (field.kind.numeric) return /^[^\d]{0,3}[\d,.\s]+[^\d]{0,3}$/.test(text) ? rounded(field, text) : undefined
  if (field.kind.temporal) {
    // 24.3.5: the year first, as one writes it here, but only a person can be sure.
    const short = text.replace(/^'?(\d\d)([./年-])(?=\d{1,2}[./月-]\d{1,2}日?$)/, '20$1$2')
    return westernDate(short, 'dmy') === westernDate(short, 'mdy') ? westernDate(short, 'dmy') : undefined
  }
  if (field.field.kind === 'phone' || field.field.kind === 'email') {
    // Several in one cell: the first.
    const [first = '', more] = text.split(/[;,、/|\n]+|:::/)
    return more === undefined ? text.split(/\s+/)[0] : first.trim()
  }
  if (field.field.kind === 'choice') return nearestChoice(Object.values(field.field.options.options ?? {}), text)
  if (field.field.kind === 'text' && field.field.options.length) return undefined
  return undefined
}

/** With as many digits behind the point as the field takes. */
const rounded = ({ kind, field }: FieldModel, text: string): string => {
  const understood = numberInCell(text).replaceAll(',', '')
  const number = /^-?\d+(\.\d*)?$/.test(understood) ? understood : text.replace(/[^\d.]/g, '')
  if (!/^-?\d+\.\d{1,15}$/.test(number)) return number
  for (let scale = 8; scale >= 0; scale--)
    try {
      const candidate = round(number, scale)
      kind.parse(candidate, field)
      return candidate
    } catch {
      // Still too many.
    }
  return number
}

/** The one option that holds the text or is held by it: 装备 → 装备制造. */
const nearestChoice = (labels: readonly string[], text: string): string | undefined => {
  if (text === '') return undefined
  const near = labels.filter((label) => label.includes(text) || text.includes(label))
  return near.length === 1 ? near[0] : undefined
}
