import { limits } from '../../limits.ts'
import { RowTooLong } from '../errors.ts'

/** Pictures, sounds and keys are long and have no column: what is behind their name is not kept. */
const unread = /^(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY|X-[\w-]*)[;:]/i
const isQuotedPrintable = (line: string) => /^[^:]*;(ENCODING=)?QUOTED-PRINTABLE[;:]/i.test(line)

/** Lines with their continuations joined: a leading space (all versions), or `=` at the end of quoted-printable (2.1). */
export async function* logicalLines(texts: AsyncGenerator<string>): AsyncGenerator<string> {
  // In pieces: one that is made longer and looked at a million times would be copied a million times.
  let pieces: string[] = []
  let length = 0
  let number = 0
  for await (const part of physicalLines(texts)) {
    number++
    const [first, last] = [pieces[0] ?? '', pieces.at(-1) ?? '']
    const isFolded = pieces.length > 0 && /^[ \t]/.test(part)
    const isSoft = last.endsWith('=') && isQuotedPrintable(first)
    if (!isFolded && !isSoft) {
      if (pieces.length > 0) yield pieces.join('')
      pieces = [part]
      length = part.length
    } else if (!unread.test(first)) {
      if (!isFolded) pieces[pieces.length - 1] = last.slice(0, -1)
      pieces.push(isFolded ? part.slice(1) : part)
      length += part.length
    }
    if (length > limits.row) throw RowTooLong({ row: number })
  }
  if (pieces.length > 0) yield pieces.join('')
}

/** Lines as they stand. Of one that has no end in sight only the beginning is handed on, where nobody reads the rest. */
async function* physicalLines(texts: AsyncGenerator<string>): AsyncGenerator<string> {
  let rest = ''
  let number = 0
  let isCut = false
  for await (const text of texts) {
    const parts = (rest + text).split(/\r\n|\n|\r(?!$)/)
    rest = parts.pop()!
    for (const part of parts) {
      number++
      if (!isCut) yield unread.test(part) ? part.slice(0, shown) : part
      isCut = false
    }
    if (rest.length <= limits.row) continue
    if (!isCut && !unread.test(rest)) throw RowTooLong({ row: number + 1 })
    if (!isCut) yield rest.slice(0, shown)
    isCut = true
    rest = ''
  }
  if (rest !== '' && !isCut) yield rest
}

const shown = 200
