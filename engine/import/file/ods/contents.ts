import { limits } from '../../limits.ts'
import type { Sheet } from '../choose-sheet.ts'
import { Bomb } from '../errors.ts'
import type { NumberMeaning } from '../number-format.ts'
import { readWhole } from '../xml.ts'

/** What there is in the workbook, and what its cells refer to. */
export interface Contents {
  /** Each with its place among the tables of the part. */
  readonly sheets: readonly (Sheet & { readonly place: number })[]
  /** What numbers mean in cells of a style. Most say it themselves; some programs leave it to the style. */
  readonly meanings: ReadonlyMap<string, NumberMeaning>
  readonly from1904: boolean
}

const meaningBy: Readonly<Record<string, NumberMeaning>> = {
  'date-style': 'date',
  'time-style': 'date',
  'percentage-style': 'percent',
}

/**
 * Reads the styles and which sheets there are. What hides a sheet is its style; tables elsewhere than in the spreadsheet itself
 * are memories of others.
 */
export const readContents = async (content: AsyncGenerator<Buffer>): Promise<Contents> => {
  const sheets: { name: string; hidden: boolean; place: number }[] = []
  const hiding = new Set<string>()
  const formats = new Map<string, NumberMeaning>()
  const meanings = new Map<string, NumberMeaning>()
  const path: string[] = []
  let style = ''
  let from1904 = false
  await readWhole(content, {
    open(name, attributes) {
      const within = path.at(-1)
      path.push(name)
      const called = attributes['style:name']
      if (called !== undefined) style = called
      if (name in meaningBy) formats.set(style, meaningBy[name]!)
      else if (name === 'style') {
        const meaning = formats.get(attributes['style:data-style-name'] ?? '')
        if (meaning) meanings.set(style, meaning)
      } else if (name === 'table-properties' && attributes['table:display'] === 'false') hiding.add(style)
      else if (name === 'null-date') from1904 = attributes['table:date-value']?.startsWith('1904') ?? false
      else if (name === 'table' && within === 'spreadsheet') {
        const hidden = hiding.has(attributes['table:style-name'] ?? '')
        sheets.push({ name: attributes['table:name'] ?? '', hidden, place: sheets.length })
      }
      if (sheets.length > limits.sheets || Math.max(hiding.size, formats.size, meanings.size) > limits.styles)
        throw Bomb()
    },
    close() {
      path.pop()
    },
  })
  return { sheets, meanings, from1904 }
}
