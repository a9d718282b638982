import { isFormulaError } from '../../rows/cell-sense.ts'
import { isoText } from '../iso-text.ts'
import { writtenNumber } from '../number-format.ts'
import type { Attributes } from '../xml.ts'
import type { Contents } from './contents.ts'

/** A cell with its value in the attributes and the text that is shown for it. */
export interface OdsCell {
  readonly attributes: Attributes
  shown: string
  paragraphs: number
}

/** What a cell says: numbers and days by their value, since what is shown of them is cut to the cell's format. */
export const odsText = (
  { attributes, shown }: OdsCell,
  { meanings, from1904 }: Pick<Contents, 'meanings' | 'from1904'>,
): string => {
  const value = (name: string) => attributes[`office:${name}`]
  const type = value('value-type') ?? ''
  const isFormula = attributes['table:formula'] !== undefined
  if (attributes['calcext:value-type'] === 'error' || (isFormula && /^(#\S+[!?A]|Err:\d+)$/.test(shown)))
    return isFormulaError(shown) ? shown : '#VALUE!'
  // A program wrote it, and no spreadsheet has reckoned it yet.
  if (isFormula && shown === '' && type !== 'string' && value('value') === undefined && !/date|time|boolean/.test(type))
    return '#CALC!'
  switch (type) {
    case 'float':
    case 'currency':
      if (isPadded(shown, value('value'))) return shown
      return writtenNumber(
        value('value') ?? shown,
        meanings.get(attributes['table:style-name'] ?? '') ?? 'number',
        from1904,
      )
    case 'percentage':
      return value('value') === undefined ? shown : writtenNumber(value('value')!, 'percent', false)
    case 'date':
      return isoText(value('date-value') ?? shown)
    case 'time':
      return clockText(value('time-value') ?? '') ?? shown
    case 'boolean':
      return value('boolean-value') === undefined ? shown : value('boolean-value') === 'true' ? 'TRUE' : 'FALSE'
    default:
      return shown || (value('string-value') ?? '')
  }
}

/** The same number with zeros before it: a post code, a number of staff. */
const isPadded = (shown: string, value: string | undefined) =>
  /^0\d{1,14}$/.test(shown) && value !== undefined && Number(shown) === Number(value)

/** PT09H05M00S → 09:05:00; null for what is no time of a day. */
const clockText = (written: string): string | null => {
  const [, hours, minutes, seconds] = /^PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S$/.exec(written) ?? []
  if (!hours || Number(hours) > 23) return null
  return [hours, minutes!, seconds!].map((part) => part.padStart(2, '0')).join(':')
}
