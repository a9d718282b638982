import { fold } from './fold.ts'

/** One thing somebody looks for; a record must have all of them, each in any field. */
export type Term =
  | { readonly kind: 'text'; readonly text: string }
  /** Somebody's mail address, or the end of one: wang@example.com, @example.com. */
  | { readonly kind: 'address'; readonly local: string; readonly domain: string }

const most = { characters: 100, terms: 5, term: 40 }

/** Only what a phone number is written with: 138 0013 8000, +86 (021) 6086-1234. */
const phoneLike = /^[+()\d\s.-]*$/

/** What somebody typed, as the terms it is searched by. Nothing that could be found at all yields no terms. */
export const termsOf = (asked: string): readonly Term[] => {
  const text = asked.normalize('NFKC').slice(0, most.characters).trim().toLowerCase()
  const digits = text.replace(/\D/g, '')
  if (phoneLike.test(text) && digits.length >= 7 && digits.length <= 15) return [{ kind: 'text', text: digits }]
  const terms = text.split(/\s+/).flatMap((part): Term[] => (part.includes('@') ? address(part) : words(part)))
  return joinSingles(terms).slice(0, most.terms)
}

/** 张 三 is 张三, and A B is one thing too: a single character alone says next to nothing. */
const joinSingles = (terms: readonly Term[]): Term[] => {
  const joined: Term[] = []
  let single = false
  for (const term of terms) {
    const last = joined.at(-1)
    const alone = term.kind === 'text' && [...term.text].length === 1
    if (alone && single && last?.kind === 'text')
      joined[joined.length - 1] = { kind: 'text', text: fold(`${last.text} ${term.text}`) }
    else joined.push(term)
    single = alone
  }
  return joined
}

const words = (part: string): Term[] =>
  fold(part)
    .split(' ')
    .filter(Boolean)
    .map((text) => ({ kind: 'text', text: [...text].slice(0, most.term).join('') }))

const address = (part: string): Term[] => {
  const [local = '', domain = ''] = part.split('@')
  return local === '' && domain === '' ? [] : [{ kind: 'address', local, domain }]
}

/** The digits of a phone number as it is dialled in mainland China: without 0086, 86 or the 0 of an area code. */
export const dialled = (digits: string): string => digits.replace(/^(00)?86(?=\d{10})/, '').replace(/^0(?=\d{9})/, '')
