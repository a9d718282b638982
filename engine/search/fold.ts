import { Converter } from 'opencc-js/t2cn'

const simplify = Converter({ from: 't', to: 'cn' })
const simplified = new Map<string, string>()

/** Character by character, so that a part of a text folds to a part of the folded text. */
const simple = (character: string): string => {
  if (character < '㐀') return character
  const known = simplified.get(character) ?? variants.get(character)
  if (known !== undefined) return known
  const found = simplify(character)
  simplified.set(character, found)
  return found
}

/** Other forms of a character as they stand in names, which nobody types; 乾坤 is qian and stays what it is. */
const variants = new Map(
  [...'𠮷吉㐂喜髙高﨑崎乾乾'].flatMap((c, i, all) => (i % 2 === 0 ? [[c, all[i + 1]!] as const] : [])),
)

/** Signs and spaces. */
const between = /[^\p{L}\p{N}\p{M}]+/gu
/** What is not seen itself: joiners, marks of direction, and how the character before is drawn, as in many an emoji. */
const unseen = /[\p{Cf}\ufe00-\ufe0f\u20e3\u{e0100}-\u{e01ef}]+/gu
/** Levi's is typed levis, H&M hm and A.O.史密斯 ao史密斯. */
const within = /(?<=[a-z0-9])['’‘ʼ](?=[a-z])|(?<=(?<![a-z0-9])[a-z])[.&](?=[a-z](?![a-z0-9]))/g

const marked = /[\u00c0-\u024f\u1e00-\u1eff]|\p{Mn}/u
const special: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
}

/** Nestlé is typed nestle: hardly any keyboard here has an é. */
const withoutMarks = (text: string): string =>
  marked.test(text)
    ? text
        .normalize('NFD')
        .replace(/([a-z])\p{Mn}+/gu, '$1')
        .replace(/[ßæœøđðłþı]/g, (letter) => special[letter]!)
        .normalize('NFC')
    : text

/**
 * Text in the one form that search compares: NFKC (全角 → 半角), lower case, Latin letters without their marks, simplified
 * Chinese. Punctuation and spaces go, but for one space between two Latin words: 華信(上海)Co. Ltd. → 华信上海co ltd.
 */
export const fold = (text: string): string => {
  if (text !== last.text) last = { text, folded: folded(text) }
  return last.folded
}

/** A name is folded for its characters, and at once again for the company that it means. */
let last = { text: '', folded: '' }

/** Most names are nothing but these, in which only the simplified form can differ. */
const onlyHan = /^[\u4e00-\u9fff]*$/

const folded = (text: string): string => {
  if (onlyHan.test(text)) return Array.from(text, simple).join('')
  const seen = withoutMarks(text.normalize('NFKC').toLowerCase().replace(unseen, '')).replace(within, '')
  let plain = ''
  for (const character of seen) plain += simple(character)
  return plain.replace(between, (_, at: number) => (latinAt(plain, at - 1) && latinAfter(plain, at) ? ' ' : '')).trim()
}

const latin = /[a-z0-9]/
const latinAt = (text: string, at: number) => at >= 0 && latin.test(text[at]!)
const latinAfter = (text: string, at: number) => latin.test(/[\p{L}\p{N}\p{M}]/u.exec(text.slice(at))?.[0] ?? '')

/** Latin letters and digits are found by word and by three; all other scripts, which put no spaces, by two. */
export const isLatin = (character: string): boolean => latin.test(character)
