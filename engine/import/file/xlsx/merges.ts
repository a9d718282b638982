import { limits } from '../../limits.ts'
import type { Parts } from '../zip.ts'
import { cellAt } from './cell-place.ts'

/** Cells that are one downwards: all their rows show the first one's text. */
export interface Merge {
  readonly column: number
  readonly from: number
  readonly to: number
}

/**
 * The merges of a sheet. They stand behind its rows, so the part is skimmed for them first; the rest of the XML is not
 * looked at here.
 */
export const readMerges = async (parts: Parts, part: string): Promise<Merge[]> => {
  const merges: Merge[] = []
  let rest = ''
  for await (const chunk of parts.open(part)) {
    const text = rest + chunk.toString('latin1')
    for (const [, first = '', last = ''] of text.matchAll(
      /<(?:\w+:)?mergeCell\s[^>]*ref=["']([A-Z]+\d+):([A-Z]+\d+)["']/g,
    )) {
      const [a, b] = [cellAt(first), cellAt(last)]
      if (a && b && b.row > a.row && merges.length < limits.merges)
        merges.push({ column: a.column, from: a.row, to: b.row })
    }
    rest = text.slice(Math.max(text.lastIndexOf('<'), text.length - 200))
  }
  return merges.sort((a, b) => a.from - b.from)
}
