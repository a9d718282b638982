import { limits } from '../../limits.ts'
import { Bomb } from '../errors.ts'
import { readWhole } from '../xml.ts'
import type { Parts } from '../zip.ts'

/** The table of texts that cells refer to by number; formatted runs are joined, readings of Japanese left out. */
export const readSharedStrings = async (parts: Parts, part: string | null): Promise<string[]> => {
  const strings: string[] = []
  if (part === null) return strings
  let current = ''
  let inText = false
  let phonetic = 0
  let total = 0
  await readWhole(parts.open(part), {
    open(name) {
      if (name === 'si') current = ''
      else if (name === 't') inText = phonetic === 0
      else if (name === 'rPh') phonetic++
    },
    text(text) {
      if (inText) current += text
      if (current.length > limits.row) throw Bomb()
    },
    close(name) {
      if (name === 't') inText = false
      else if (name === 'rPh') phonetic--
      else if (name === 'si') {
        strings.push(unescapeXml(current))
        if ((total += current.length + 8) > limits.sharedText) throw Bomb()
      }
    },
  })
  return strings
}

/** Characters that XML cannot hold are written _x000D_. */
export const unescapeXml = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-F]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
