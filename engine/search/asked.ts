import { fold } from './fold.ts'

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
  /** Somebody's mail address, or the end of one: wang@example.com, @example.com. */
  | { readonly kind: 'address'; readonly local: string; readonly domain: string }

type Text = Term & { kind: 'text' }

const most = { characters: 100, terms: 5, term: 40 }

/** What somebody typed, as the terms it is searched by. Nothing that could be found at all yields no terms. */
export const termsOf = (asked: string): readonly Term[] => {
  const text = asked.normalize('NFKC').slice(0, most.characters).trim().toLowerCase()
  const parts = text.split(phone).flatMap((part, i): Term[][] => {
    const digits = i % 2 === 1 ? phoneDigits(part) : null
    if (digits !== null) return [[signed(digits, part)]]
    return part.split(/\s+/).map((word) => (word.includes('@') ? address(word) : words(word)))
  })
  const terms = withLetters(joinSingles(parts.flat())).slice(0, most.terms)
  return spacedNumber.test(text) && /\d/.test(text) && terms.length > 1
    ? terms.map((t) => ({ ...t, code: text }))
    : terms
}

const signed = (digits: string, part: string): Text =>
  part === digits ? { kind: 'text', text: digits } : { kind: 'text', text: digits, phrase: fold(part), code: part }

/** What a phone number is written with: 138 0013 8000, +86 (021) 6086-1234. Not within a word or a number with letters. */
const phone = /(?<![a-z0-9._/-])(\+?\(?\d[\d\s().-]{5,}\d)(?![a-z0-9])/

const phoneDigits = (text: string): string | null => {
  const digits = text.replace(/\D/g, '')
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
    const letters = run.map(({ text }) => text.replaceAll(' ', '')).join('')
    return letters === term.text ? term : { ...term, letters }
  })
}

/** The words between signs and spaces; where Chinese meets Latin, as in 3M中国 or hx科技, each for itself. */
const words = (part: string): Text[] => {
  const code = mayBeCode(part) ? { code: part } : {}
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
    return runs.map((run): Text => ({ kind: 'text', text: shortened(run), ...phrase, ...code }))
  })
}

const shortened = (text: string): string => [...text].slice(0, most.term).join('')

/** Are there signs in it, as in numbers and in the halves of an address. */
const mayBeCode = (part: string): boolean =>
  /[^a-z0-9]/.test(part) && (/\d\d/.test(part) || /^[a-z0-9][a-z0-9._%+-]{3,}$/.test(part))

const address = (part: string): Term[] => {
  const [local = '', domain = ''] = part.split('@')
  return local === '' && domain === '' ? [] : [{ kind: 'address', local, domain }]
}

/** The digits of a phone number as it is dialled in mainland China: without 0086, 86 or the 0 of an area code. */
export const dialled = (digits: string): string => digits.replace(/^(00)?86(?=\d{10})/, '').replace(/^0(?=\d{9})/, '')
