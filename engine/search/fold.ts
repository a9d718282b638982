import { Converter } from 'opencc-js/t2cn'

const simplify = Converter({ from: 't', to: 'cn' })
const simplified = new Map<string, string>()

/** Character by character, so that a part of a text folds to a part of the folded text. */
const simple = (character: string): string => {
  if (character < '㐀') return character
  const known = simplified.get(character)
  if (known !== undefined) return known
  const found = simplify(character)
  simplified.set(character, found)
  return found
}

/** Signs and spaces, and what only says how the character before it is drawn, as behind many an emoji. */
const between = /(?:[^\p{L}\p{N}\p{M}]|[\ufe00-\ufe0f\u20e3])+/gu

/**
 * Text in the one form that search compares: NFKC (全角 → 半角), lower case, simplified Chinese. Punctuation and spaces go,
 * but for one space between two Latin words: 華信(上海)Co. Ltd. → 华信上海co ltd.
 */
export const fold = (text: string): string => {
  if (text !== last.text) last = { text, folded: folded(text) }
  return last.folded
}

/** A name is folded for its characters, and at once again for the company that it means. */
let last = { text: '', folded: '' }

const folded = (text: string): string => {
  let plain = ''
  for (const character of text.normalize('NFKC').toLowerCase()) plain += simple(character)
  return plain.replace(between, (_, at: number) => (latinAt(plain, at - 1) && latinAfter(plain, at) ? ' ' : '')).trim()
}

const latin = /[a-z0-9]/
const latinAt = (text: string, at: number) => at >= 0 && latin.test(text[at]!)
const latinAfter = (text: string, at: number) => latin.test(/[\p{L}\p{N}\p{M}]/u.exec(text.slice(at))?.[0] ?? '')

/** Latin letters and digits are found by word and by three; all other scripts, which put no spaces, by two. */
export const isLatin = (character: string): boolean => latin.test(character)
