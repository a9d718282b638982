import { companyTokens } from './company-name.ts'
import { fold } from './fold.ts'
import { gramsOf, soundsOf, wordsOf } from './grams.ts'
import { readingsIn, spelled } from './pinyin.ts'
import { namesCompanies, type SearchedField, searchedFields } from './searched-fields.ts'
import { endToken, token } from './token.ts'
import type { ObjectModel } from '../schema/model.ts'

/** The columns search keeps on a row. No field can have these names. */
export const tokensColumn = '$tokens'
export const textColumn = '$text'

/** What search keeps of a record: the tokens for the index, and the texts for the exact look afterwards. */
export interface Indexed {
  readonly [tokensColumn]: readonly number[]
  /** By field its folded text, where its column does not say the same; by field and `'` its pinyin. */
  readonly [textColumn]: Readonly<Record<string, string>> | null
}

/** A text is searched up to here. */
const longest = { line: 120, lines: 300 } as const
/** A record has at most so many tokens; the title's come first, then numbers and phones, which take few. */
const mostTokens = 600

/** Works out the tokens of a record from its values in stored form. */
export const indexRow = (object: ObjectModel, row: Readonly<Record<string, unknown>>): Indexed => {
  const tokens = new Set<number>()
  const texts: Record<string, string> = {}
  for (const field of inTurn(object)) {
    const text = textOf(row[field.name])
    if (text === '') continue
    for (const made of field.as === 'text' ? indexText(field, text, texts) : indexCode(field, text)) {
      if (tokens.size === mostTokens) break
      tokens.add(made)
    }
  }
  return { [tokensColumn]: [...tokens], [textColumn]: Object.keys(texts).length > 0 ? texts : null }
}

const turns = new WeakMap<ObjectModel, readonly SearchedField[]>()

/** The fields in the order in which their tokens are kept. */
const inTurn = (object: ObjectModel): readonly SearchedField[] => {
  const known = turns.get(object)
  if (known) return known
  const found = searchedFields(object).toSorted((a, b) => turn(a) - turn(b))
  turns.set(object, found)
  return found
}

const turn = ({ title, as }: SearchedField): number => (title ? 0 : as === 'text' ? 2 : 1)

/** The tokens as PostgreSQL writes a list of numbers: taken out of JSON one by one they would cost several times as much. */
export const tokensText = (tokens: readonly number[]): string => `{${tokens.join()}}`

/** What search keeps of a record, ready to be written with its row. */
export const indexedRow = (object: ObjectModel, row: Readonly<Record<string, unknown>>) => {
  const indexed = indexRow(object, row)
  return { ...indexed, [tokensColumn]: tokensText(indexed[tokensColumn]) }
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : Array.isArray(value) ? value.filter((v) => typeof v === 'string').join(' ') : ''

const indexText = (field: SearchedField, text: string, texts: Record<string, string>): number[] => {
  const words = field.model.field.kind === 'richText' ? text.replace(/<[^>]*>/g, ' ') : text
  const line = field.plain || field.title
  const folded = beginning(fold(words), line ? longest.line : longest.lines)
  if (!field.plain || folded !== lowered(text)) texts[field.name] = folded
  const runs = line ? readingsIn(folded) : []
  if (runs.length > 0) texts[`${field.name}'`] = spelled(runs)
  const first =
    field.title && folded !== '' ? [token(field.name, 'first', String.fromCodePoint(folded.codePointAt(0)!))] : []
  return first.concat(
    gramsOf(field.name, folded),
    namesCompanies(field.model) ? companyTokens(field.name, text) : [],
    wordsOf(field.name, folded),
    ...runs.map((run) => soundsOf(field.name, run)),
  )
}

/** So many characters of it. Most texts are shorter and need not be taken apart. */
const beginning = (text: string, most: number): string =>
  text.length <= most ? text : [...text].slice(0, most).join('')

/** As PostgreSQL's `lower` has it under any locale. */
const lowered = (text: string) => text.replace(/[A-Z]+/g, (t) => t.toLowerCase())

const indexCode = ({ name, as }: SearchedField, text: string): number[] => {
  const code = as === 'phone' ? nationalDigits(text) : text.toLowerCase()
  if (as === 'serial') return [endToken(name, code)]
  if (as !== 'email')
    return [token(name, 'start', code.slice(0, 4)), token(name, 'start', code.slice(0, 7)), endToken(name, code)]
  const [local = '', domain = ''] = code.split('@')
  return [
    token(name, 'start', local.slice(0, 4)),
    token(name, 'start', local.slice(0, 7)),
    endToken(name, local),
    ...domainsOf(domain).map((part) => token(name, 'domain', part.slice(0, 4))),
  ]
}

/** mail.huaxin.com is found as huaxin.com too. What has fewer than four characters left is never asked of the index. */
const domainsOf = (domain: string): string[] => {
  const labels = domain.split('.')
  return labels.map((_, i) => labels.slice(i).join('.')).filter((part, i) => i === 0 || part.length >= 4)
}

/** A stored phone number as it is dialled in mainland China, without the extension: +8613800138000;ext=1 → 13800138000. */
const nationalDigits = (stored: string): string => stored.split(';')[0]!.replace(/^\+(86)?/, '')
