type Holes<T extends string> = T extends `${string}{${infer N}}${infer Rest}` ? N | Holes<Rest> : never
type Params<T extends string> = [Holes<T>] extends [never] ? [] : [Record<Holes<T>, Word>]

/** What people are spoken to in; everything is written in both. */
export type Language = 'zh-CN' | 'en'

/** What fills a hole of a sentence: the same for every reader, or a word in her language. */
export type Word = string | number | Readonly<Record<Language, string>>

/** What a caller may be told about one offending part of the request: a field, a row of a batch, a parameter. */
export interface Problem {
  /** The field or parameter that is wrong, in the words of the request. */
  readonly field?: string
  /** The row of a batch, counted from 0. */
  readonly row?: number
  readonly code: string
  readonly message: string
  readonly [more: string]: unknown
}

/** An error that a person caused and can mend: it has a stable code, an HTTP status and a sentence in both languages. */
export class AppError extends Error {
  readonly code: string
  readonly status: number
  readonly params: Record<string, Word>
  readonly #sentences: Record<Language, string>
  /** Parts of the answer beyond the sentence: offending fields, the record that is in the way, … */
  details: { readonly problems?: readonly AppError[]; readonly [key: string]: unknown } = {}
  field?: string
  row?: number

  constructor(code: string, status: number, sentences: Record<Language, string>, params: Record<string, Word>) {
    super(fill(sentences, 'zh-CN', params))
    this.code = code
    this.status = status
    this.params = params
    this.#sentences = sentences
  }

  /** The sentence in the reader's language. */
  say(language: Language): string {
    return fill(this.#sentences, language, this.params)
  }

  /** The same error, pinned to a field (and a row of a batch). */
  at(field: string, row?: number): this {
    this.field = field
    if (row !== undefined) this.row = row
    return this
  }

  with(details: Record<string, unknown>): this {
    this.details = { ...this.details, ...details }
    return this
  }
}

const fill = (sentences: Record<Language, string>, language: Language, params: Record<string, Word>) =>
  sentences[language].replace(/\{(\w+)\}/g, (_, key: string) => {
    const word = params[key]
    return String(typeof word === 'object' ? word[language] : word)
  })

/** Several labels as one word: 电话、邮箱; Phone, Email. */
export const listed = (labelled: readonly { readonly label: Readonly<Record<Language, string>> }[]): Word => ({
  'zh-CN': labelled.map((each) => each.label['zh-CN']).join('、'),
  en: labelled.map((each) => each.label.en).join(', '),
})

/** Declares an error once: code (stable, public), status, and its sentence in Chinese and English with the same `{holes}`. */
export const defineError =
  <const T extends string>(code: string, status: number, zh: T, en: string) =>
  (...[params]: Params<T>): AppError =>
    new AppError(code, status, { 'zh-CN': zh, en }, (params ?? {}) as Record<string, Word>)

export const Invalid = defineError(
  'request.invalid',
  422,
  '有 {count} 处需要修改',
  '{count} thing(s) need your attention',
)

/** Several problems as one error, so that a person mends them in one go. */
export const invalid = (problems: readonly AppError[]): AppError =>
  Invalid({ count: problems.length }).with({ problems })
