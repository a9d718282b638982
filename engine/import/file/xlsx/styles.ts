import { limits } from '../../limits.ts'
import { Bomb } from '../errors.ts'
import { meaningOf, type NumberMeaning } from '../number-format.ts'
import { readWhole } from '../xml.ts'
import type { Parts } from '../zip.ts'

/** What numbers mean in cells of each style, by the style's number. */
export const readStyles = async (parts: Parts, part: string | null): Promise<NumberMeaning[]> => {
  const codes = new Map<number, string>()
  const formats: number[] = []
  let inCells = false
  if (part !== null)
    await readWhole(parts.open(part), {
      open(name, attributes) {
        if (codes.size > limits.styles || formats.length > limits.styles) throw Bomb()
        if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '')
        else if (name === 'cellXfs') inCells = true
        else if (name === 'xf' && inCells) formats.push(Number(attributes['numFmtId'] ?? 0))
      },
      close(name) {
        if (name === 'cellXfs') inCells = false
      },
    })
  return formats.map((id) => meaningOf(id, codes.get(id)))
}
