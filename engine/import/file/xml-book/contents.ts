import { limits } from '../../limits.ts'
import type { Sheet } from '../choose-sheet.ts'
import { Bomb } from '../errors.ts'
import { meaningOf, type NumberMeaning } from '../number-format.ts'
import { type Attributes, readWhole } from '../xml.ts'

/** What there is in the workbook, and what its cells refer to. */
export interface Contents {
  readonly sheets: readonly (Sheet & { readonly place: number })[]
  readonly meanings: ReadonlyMap<string, NumberMeaning>
  readonly from1904: boolean
}

/** An attribute of the spreadsheet's own, which has a prefix wherever its elements have none. */
export const own = (attributes: Attributes, name: string): string | undefined =>
  attributes[`ss:${name}`] ?? attributes[name]

/** Formats that have a name instead of a code. */
const named: Readonly<Record<string, NumberMeaning>> = {
  'general date': 'date',
  'long date': 'date',
  'medium date': 'date',
  'short date': 'date',
  'long time': 'date',
  'medium time': 'date',
  'short time': 'date',
  percent: 'percent',
  currency: 'number',
  'euro currency': 'number',
}

/** Reads the styles and which sheets there are: whether one is hidden stands behind its rows. */
export const readContents = async (texts: AsyncGenerator<string>): Promise<Contents> => {
  const sheets: { name: string; hidden: boolean; place: number }[] = []
  const meanings = new Map<string, NumberMeaning>()
  let style = ''
  let from1904 = false
  let inVisible = false
  await readWhole(texts, {
    open(name, attributes) {
      if (name === 'Style') {
        style = own(attributes, 'ID') ?? ''
        const parent = meanings.get(own(attributes, 'Parent') ?? '')
        if (parent) meanings.set(style, parent)
      } else if (name === 'NumberFormat') {
        const format = own(attributes, 'Format')
        if (format !== undefined) meanings.set(style, named[format.toLowerCase()] ?? meaningOf(-1, format))
        if (meanings.size > limits.styles) throw Bomb()
      } else if (name === 'Date1904') from1904 = true
      else if (name === 'Worksheet') {
        if (sheets.length >= limits.sheets) throw Bomb()
        sheets.push({ name: own(attributes, 'Name') ?? '', hidden: false, place: sheets.length })
      } else if (name === 'Visible') inVisible = true
    },
    text(text) {
      const sheet = sheets.at(-1)
      if (inVisible && sheet && /hidden/i.test(text)) sheet.hidden = true
    },
    close(name) {
      if (name === 'Visible') inVisible = false
    },
  })
  return { sheets, meanings, from1904 }
}
