import { createReadStream } from 'node:fs'

/**
 * Where a file that is UTF-8 for a good part stops being it: the line of its first byte that is none. Null where the file is
 * hardly UTF-8 at all. Judged by whole stretches between plain characters: single characters of other encodings often look
 * like one of UTF-8 by chance, whole words of them hardly ever.
 */
export const brokenUtf8 = async (path: string): Promise<number | null> => {
  let [line, high, sound] = [1, 0, 0]
  let broken: number | null = null
  let stretch = { length: 0, missing: 0, isSound: true, isChinese: false }
  const end = () => {
    if (stretch.missing > 0 || !stretch.isSound) broken ??= line
    else if (stretch.isChinese) sound += stretch.length
    high += stretch.length
    stretch = { length: 0, missing: 0, isSound: true, isChinese: false }
  }
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }))
    for (const byte of chunk as Buffer) {
      if (byte < 128) {
        if (stretch.length > 0) end()
        if (byte === 10) line++
        continue
      }
      stretch.length++
      const follows = byte >> 6 === 0b10
      if (follows !== stretch.missing > 0) stretch.isSound = false
      if (follows) stretch.missing = Math.max(0, stretch.missing - 1)
      else stretch.missing = byte >> 3 === 0b11110 ? 3 : byte >> 4 === 0b1110 ? 2 : 1
      // Chinese has three bytes a character.
      if (stretch.missing === 2) stretch.isChinese = true
    }
  end()
  return sound > high * 0.3 ? (broken ?? line) : null
}
