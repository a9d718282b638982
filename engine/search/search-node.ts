import { type Access, canSearch } from '../rights/access.ts'
import type { ObjectModel } from '../schema/model.ts'
import { likePattern } from '../query/operators.ts'
import { dialled, type Term, termsOf } from './asked.ts'
import { companyTokens } from './company-name.ts'
import { fold, isLatin } from './fold.ts'
import { gramsOf, initialsLike, soundsLike } from './grams.ts'
import { isPinyin, mixedReadings } from './mixed-pinyin.ts'
import { typedPinyin, withoutLegalForm } from './pinyin.ts'
import { namesCompanies, type SearchedField, searchedFields } from './searched-fields.ts'
import { withoutSigns } from './signs.ts'
import { endToken, token } from './token.ts'

/** How a term may be found in a field: the exact look, and the tokens that the index is asked for before it. */
export interface Way {
  readonly field: string
  readonly look:
    | 'contains'
    | 'starts'
    | 'word'
    | 'sounds'
    | 'phone'
    | 'serial'
    | 'code'
    | 'email'
    | 'address'
    | 'domain'
  /** The number of the value the look compares with. */
  readonly value: number
  /** For sounds: a pattern that is quicker to look at and that whatever fits the value fits too. */
  readonly rough?: number
  /** For addresses: the whole of it, which is compared for ranking. */
  readonly exact?: number
  /** Any of these; none where no token stands for the term. All or any of each one's tokens, by the number of their value. */
  readonly tokens: readonly { readonly how: 'all' | 'any'; readonly value: number }[]
}

/** A search read and checked: every term is found by one of its ways. It holds no values, only their numbers. */
export interface SearchNode {
  readonly terms: readonly (readonly Way[])[]
  /** What was asked as one text, for ranking: as it is, and as the beginning of something. */
  readonly text: number
  readonly start: number
  /** The token of the company that was asked for, where names of companies are the object's title. */
  readonly company?: number
}

/**
 * What to look for, in the fields this person may search. A hidden or masked field has no way at all, so nothing is ever
 * found through it.
 */
export const readSearch = (access: Access, object: ObjectModel, typed: string, values: unknown[]): SearchNode => {
  // PostgreSQL takes neither NUL nor half a character.
  const asked = typed.toWellFormed().replaceAll('\0', '')
  const terms = termsOf(asked)
  const fields = searchedFields(object).filter((f) => !f.model.retired && canSearch(access, object, f.model))
  const keep = (value: unknown) => values.push(value) - 1
  const ways = terms.map((term) =>
    fields.flatMap((field) =>
      term.kind === 'text' ? textWays(field, term, keep, terms.length > 1) : addressWays(field, term, keep),
    ),
  )
  const whole = fold(asked)
  // Nothing to look for finds nothing; the same as a term without a way.
  const title = fields.find((f) => f.title && namesCompanies(f.model))
  const company = title ? companyTokens(title.name, asked) : []
  return {
    terms: ways.length > 0 ? ways : [[]],
    text: keep(whole),
    start: keep(likePattern(whole, '', '%')),
    ...(company.length > 0 ? { company: keep(company) } : {}),
  }
}

type Keep = (value: unknown) => number

const textWays = (field: SearchedField, term: Term & { kind: 'text' }, keep: Keep, besideOthers: boolean): Way[] => {
  const { text, phrase, code, letters } = term
  const anywhere = (phrase !== undefined && isOneHan(text)) || (besideOthers && isOne(text) && field.title)
  if (field.as === 'text')
    return [
      ...(anywhere ? [containsWay(field, text, keep)] : lineWays(field, text, keep)),
      ...(phrase === undefined || phrase === text ? [] : [containsWay(field, phrase, keep)]),
      ...soundWays(field, text, keep, phrase !== undefined),
      ...(letters === undefined ? [] : soundWays(field, letters, keep)),
    ]
  return [
    ...(/^[a-z0-9]{4,}$/.test(text) ? codeWays(field, text, keep) : []),
    ...(code === undefined ? [] : signedWays(field, code, keep)),
  ]
}

/** A character alone is where a title begins; beside pinyin, as in 李hua, or other words, as in 华信 7 号, anywhere. */
const isOneHan = (text: string): boolean => /^\p{Script=Han}$/u.test(text)
const isOne = (text: string): boolean => [...text].length === 1

const allOf = (tokens: readonly number[], keep: Keep): Way['tokens'] =>
  tokens.length > 0 ? [{ how: 'all', value: keep([...new Set(tokens)]) }] : []

const containsWay = ({ name }: SearchedField, text: string, keep: Keep): Way => ({
  field: name,
  look: 'contains',
  value: keep(likePattern(text, '%', '%')),
  tokens: allOf(gramsOf(name, text), keep),
})

const lineWays = (field: SearchedField, text: string, keep: Keep): Way[] => {
  const { name } = field
  const characters = [...text]
  if (isOne(text))
    return field.title
      ? [
          {
            field: name,
            look: 'starts',
            value: keep(likePattern(text, '', '%')),
            tokens: allOf([token(name, 'first', text)], keep),
          },
        ]
      : []
  if (characters.length === 2 && characters.every(isLatin))
    return [
      {
        field: name,
        look: 'word',
        value: keep(`(^|[^a-z0-9])${text}`),
        tokens: allOf([token(name, 'word', text)], keep),
      },
    ]
  return [containsWay(field, text, keep)]
}

const soundWays = ({ name }: SearchedField, text: string, keep: Keep, besideHan = false): Way[] => {
  const letters = withoutLegalForm(typedPinyin(text))
  if (!(besideHan ? /^[a-z]+$/ : /^[a-z]{2,}$/).test(letters)) return []
  const asked = ({ how, tokens }: ReturnType<typeof soundsLike>) =>
    tokens.length > 0 ? [{ how, value: keep(tokens) }] : []
  // Spelled is 'hua'xin'ke'ji, each syllable behind its mark.
  const sounds = (between: string, rough: string, found: ReturnType<typeof soundsLike>): Way => ({
    field: name,
    look: 'sounds',
    value: keep(`'${[...letters].join(between)}`),
    rough: keep(`%'${[...letters].join(rough)}%`),
    tokens: asked(found),
  })
  // 李h, on the way to 李hua.
  if (letters.length === 1) return [sounds('', '', { how: 'any', tokens: [] })]
  const initials = sounds(`[a-z]*'`, `%'`, initialsLike(name, letters))
  // Two letters alone begin too many syllables to be looked up as one; beside Chinese, as in li华, they are one.
  if (letters.length === 2)
    return besideHan && isPinyin(letters) ? [initials, sounds(`'?`, '%', { how: 'any', tokens: [] })] : [initials]
  if (isPinyin(letters)) return [initials, sounds(`'?`, '%', soundsLike(name, letters))]
  const mixed = mixedReadings(letters)
  if (mixed.length === 0) return [initials]
  const readings = mixed.map((parts) => parts.map((p) => (p.length > 1 ? `'${p}` : `'${p}[a-z]*`)).join(''))
  const tokens = mixed.flatMap((parts) => asked(initialsLike(name, parts.map((p) => p[0]).join(''))))
  return [
    initials,
    {
      field: name,
      look: 'sounds',
      value: keep(`(${readings.join('|')})`),
      rough: keep(`%'${[...letters].join('%')}%`),
      tokens,
    },
  ]
}

const codeWays = ({ name, as }: SearchedField, text: string, keep: Keep): Way[] => {
  const digits = dialled(text)
  if (as === 'phone' && !/^\d{4,}$/.test(digits)) return []
  const code = as === 'phone' ? digits : text
  const one = (made: number) => ({ how: 'all' as const, value: keep([made]) })
  const ends = one(endToken(name, code))
  const starts = () => one(token(name, 'start', code.slice(0, code.length < 7 ? 4 : 7)))
  if (as === 'serial') return [{ field: name, look: 'serial', value: keep(code), tokens: [ends] }]
  if (as !== 'email')
    return [{ field: name, look: as === 'phone' ? 'phone' : 'code', value: keep(code), tokens: [ends, starts()] }]
  return [
    {
      field: name,
      look: 'email',
      value: keep(likePattern(code, '', '')),
      tokens: [ends, starts(), one(token(name, 'domain', code.slice(0, 4)))],
    },
  ]
}

/** A number is the same with other signs in it, or with none; of an address it is the beginning, or the end of its first half. */
const signedWays = (field: SearchedField, code: string, keep: Keep): Way[] => {
  const { name, as } = field
  const typed = code.replace(/\s+/g, '')
  const plain = withoutSigns(typed)
  if (as === 'serial' && plain.length >= 4) {
    const ends = [...new Set([endToken(name, plain), endToken(name, typed)])]
    return [{ field: name, look: 'serial', value: keep(plain), tokens: [{ how: 'any', value: keep(ends) }] }]
  }
  if (as === 'code' && /^[a-z0-9]{4,}$/.test(plain)) return codeWays(field, plain, keep)
  if (as === 'email' && /^[a-z0-9][a-z0-9._%+-]{3,}$/.test(typed)) return codeWays(field, typed, keep)
  return []
}

const addressWays = (field: SearchedField, { local, domain, text }: Term & { kind: 'address' }, keep: Keep): Way[] => {
  const { name, as } = field
  if (as === 'text') return text === '' ? [] : lineWays(field, text, keep)
  if (as !== 'email') return []
  const one = (made: number) => [{ how: 'all' as const, value: keep([made]) }]
  if (local !== '')
    return [
      {
        field: name,
        look: 'address',
        value: keep(likePattern(`${local}@${domain}`, '', '%')),
        exact: keep(`${local}@${domain}`),
        tokens: one(token(name, 'start', local.slice(0, local.length < 7 ? 4 : 7))),
      },
    ]
  const tokens = domain.length >= 4 ? one(token(name, 'domain', domain.slice(0, 4))) : []
  return [{ field: name, look: 'domain', value: keep(likePattern(domain, '', '%')), tokens }]
}
