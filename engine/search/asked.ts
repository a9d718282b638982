import { fold } from './fold.ts'
import { withoutTones } from './pinyin.ts'

/** One thing somebody looks for; a record must have all of them, each in any field. */
export type Term =
  | {
      readonly kind: 'text'
      readonly text: string
      /** What it is a part of: where that stands as a whole, the part need not be found. */
      readonly phrase?: string
      /** What was typed with signs in it and may be a number or a part of an address: Q-2026-0012, li_wei. */
      readonly code?: string
      /** Syllables that were typed apart, together: li hua, xi'an. */
      readonly letters?: string
    }
  /** Somebody's mail address, or the end of one: wang@example.com, @example.com. Names have an @ in them too: `text`. */
  | { readonly kind: 'address'; readonly local: string; readonly domain: string; readonly text: string }

type Text = Term & { kind: 'text' }

const most = { characters: 100, terms: 5, term: 40 }

/** What somebody typed, as the terms it is searched by. Nothing that could be found at all yields no terms. */
export const termsOf = (asked: string): readonly Term[] => {
  const text = plain(asked)
  const parts = text.split(phone).flatMap((part, i): Term[][] => {
    const digits = i % 2 === 1 ? phoneDigits(part) : null
    if (digits !== null) return [[signed(digits, part)]]
    return part.split(/\s+/).map(inMail)
  })
  const terms = withLetters(joinSingles(parts.flat())).slice(0, most.terms)
  return spacedNumber.test(text) && /\d/.test(text) && terms.length > 1
    ? terms.map((t) => ({ ...t, code: text }))
    : terms
}

/** As it is read: half width, without what is not seen, of all dashes the plain one, without 电话: before the number itself. */
const plain = (asked: string): string =>
  asked
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[‐-―−]/g, '-')
    .slice(0, most.characters)
    .trim()
    .toLowerCase()
    .replace(label, '')

/** Before a number or an address that follows at once. */
const label =
  /(?:联系)?(?:电话|手机|座机|邮箱|邮件|(?<![a-z])(?:tel|phone|mobile|e-?mail|mailto))(?:号码|号|地址)?:\s*(?=[+(\d]|[^\s@]*@)/g

const signed = (digits: string, part: string): Text =>
  part === digits ? { kind: 'text', text: digits } : { kind: 'text', text: digits, phrase: fold(part), code: part }

/**
 * What a phone number is written with: 138 0013 8000, +86 (021) 6086-1234, 0571-8888 8888 转 12. Not within a word or a number
 * with letters.
 */
const phone =
  /(?<![a-z0-9._/-])(\+?\(?\+?\d[\d\s().-]{5,}\d(?:\s*(?:转|分机号?|ext\.?|[x#])\s*[:-]?\s*\d{1,6})?)(?![a-z0-9])/

/** Whoever is asked for by an extension is found by the number before it. */
const extension = /\s*[转分ex#].*$|(?<=^\(?0\d{2,3}\)?[\s-]?\d{3,4}[\s-]?\d{4})-\d{1,5}$/

const phoneDigits = (text: string): string | null => {
  const digits = text.replace(extension, '').replace(/\D/g, '')
  return digits.length >= 7 && digits.length <= 15 ? digits : null
}

/** A number may be typed with spaces in it: C2026 000123. */
const spacedNumber = /^[a-z0-9\s._/#-]{4,}$/

/** 张 三 is 张三, and A B is one thing too: a single character alone says next to nothing. */
const joinSingles = (terms: readonly Term[]): Term[] => {
  const joined: Term[] = []
  let single = false
  for (const term of terms) {
    const last = joined.at(-1)
    const alone = term.kind === 'text' && term.text.split(' ').every(isLone) && term.phrase === undefined
    if (alone && single && last?.kind === 'text')
      joined[joined.length - 1] = { kind: 'text', text: fold(`${last.text} ${term.text}`) }
    else joined.push(term)
    single = alone
  }
  return joined
}

const isLone = (text: string): boolean => [...text].length === 1

/** Terms of letters one behind the other may be pinyin, syllable by syllable. */
const withLetters = (terms: readonly Term[]): Term[] => {
  const isLetters = (term: Term | undefined): term is Text => term?.kind === 'text' && /^[a-z ]+$/.test(term.text)
  return terms.map((term, i) => {
    if (!isLetters(term)) return term
    const [first, end] = [terms.findLastIndex((t, at) => at < i && !isLetters(t)) + 1, i + 1]
    const after = terms.findIndex((t, at) => at >= end && !isLetters(t))
    const run = terms.slice(first, after < 0 ? terms.length : after) as Text[]
    const letters = run.map(({ text, letters: typed }) => (typed ?? text).replaceAll(' ', '')).join('')
    return letters === term.text ? term : { ...term, letters }
  })
}

/** The words between signs and spaces; where Chinese meets Latin, as in 3M中国 or hx科技, each for itself. */
const words = (part: string): Text[] => {
  const code = mayBeCode(part) ? { code: part } : {}
  const letters = withUmlaut.test(withoutTones(part)) ? { letters: withV(part) } : {}
  const pieces: string[] = []
  for (const piece of fold(part).split(' ').filter(Boolean)) {
    const last = pieces.at(-1)
    // A letter alone belongs to its neighbour: AT&T, No.1.
    if (last !== undefined && (isLone(piece) || isLone(last))) pieces[pieces.length - 1] = `${last} ${piece}`
    else pieces.push(piece)
  }
  return pieces.flatMap((piece) => {
    const runs = piece.match(/\p{Script=Han}+|\P{Script=Han}+/gu) ?? []
    const phrase = runs.length > 1 ? { phrase: shortened(piece) } : {}
    return runs.map((run): Text => ({ kind: 'text', text: shortened(run), ...phrase, ...code, ...letters }))
  })
}

/** lüchéng: folded, ü would be a plain u, and another syllable. */
const withUmlaut = /^[a-z'’]*ü[a-zü'’]*$/

const withV = (part: string): string => withoutTones(part).replaceAll('ü', 'v').replace(/['’]/g, '')

const shortened = (text: string): string => [...text].slice(0, most.term).join('')

/** Are there signs in it, as in numbers and in the halves of an address. */
const mayBeCode = (part: string): boolean =>
  /[^a-z0-9]/.test(part) && (/\d\d/.test(part) || /^[a-z0-9][a-z0-9._%+-]{3,}$/.test(part))

/** An address as mail programs and people write it down: 王芳<wang@example.com>; 邮箱wang@example.com。 */
const mail = /((?:\p{Script=Han}+|[^\s<>()[\],;:"“”、。|\p{Script=Han}]*)@[^\s<>()[\],;:"“”、。|]*)/u

const inMail = (word: string): Term[] =>
  word.split(mail).flatMap((part, i) => (i % 2 === 1 ? address(part.replace(/\.+$/, '')) : words(part)))

const address = (part: string): Term[] => {
  const at = part.lastIndexOf('@')
  const [local, domain] = [part.slice(0, at), part.slice(at + 1)]
  const text = shortened(fold(part))
  return text === '' ? [] : [{ kind: 'address', local, domain, text }]
}

/** The digits of a phone number as it is dialled in mainland China: without 0086, 86, the 00 of abroad or the 0 of an area code. */
export const dialled = (digits: string): string =>
  digits
    .replace(/^(00)?86(?=\d{10})/, '')
    .replace(/^00(?=[1-9]\d{6})/, '')
    .replace(/^0(?=\d{9})/, '')
