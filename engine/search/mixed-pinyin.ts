import { beginsSyllable, isSyllable } from './syllables.ts'

const longest = 20
const mostReadings = 4
const longestSyllable = 6

type Reading = readonly string[]

/** How letters part into pieces that `fits` takes, the fewest first. */
const readingsOf = (letters: string, fits: (part: string, isLast: boolean) => boolean): readonly Reading[] => {
  // From the end: the readings of what is left behind each place.
  const from: (readonly Reading[])[] = Array.from({ length: letters.length + 1 }, () => [])
  from[letters.length] = [[]]
  for (let at = letters.length - 1; at >= 0; at--) {
    const found: Reading[] = []
    for (let end = at + 1; end <= Math.min(at + longestSyllable, letters.length); end++) {
      const part = letters.slice(at, end)
      if (fits(part, end === letters.length)) found.push(...from[end]!.map((rest) => [part, ...rest]))
    }
    from[at] = found.toSorted((a, b) => a.length - b.length).slice(0, mostReadings)
  }
  return from[0]!
}

/** Are the letters pinyin throughout; of the last syllable its beginning is enough. */
export const isPinyin = (letters: string): boolean =>
  readingsOf(letters, (part, isLast) => (isLast ? beginsSyllable(part) : isSyllable(part))).length > 0

/**
 * Letters read as whole syllables and initials one after the other, as input methods take them: zgshiyou is z g shi you. None
 * for what is pinyin or initials throughout.
 */
export const mixedReadings = (letters: string): readonly Reading[] => {
  if (letters.length < 3 || letters.length > longest) return []
  const fits = (part: string, isLast: boolean) =>
    isLast || part.length === 1 ? beginsSyllable(part) : isSyllable(part)
  return readingsOf(letters, fits).filter((parts) => parts.some((part) => part.length > 1))
}
