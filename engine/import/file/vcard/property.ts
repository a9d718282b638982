/** A line of a card, taken apart. */
export interface Property {
  readonly name: string
  /** Does a parameter, or the type it gives, say this: CELL, FAX. */
  readonly has: (word: string) => boolean
  readonly value: string
  /** The value at its semicolons. */
  readonly parts: readonly string[]
}

/** Null for what is no property, or one that is no text. */
export const propertyOf = (line: string): Property | null => {
  const [, before, raw] = /^((?:[^":]|"[^"]*")*):(.*)$/s.exec(line) ?? []
  if (before === undefined || raw === undefined) return null
  const [name = '', ...parameters] = before
    .toUpperCase()
    .replace(/^[\w-]+\./, '')
    .split(';')
  const words = new Set(parameters.flatMap((p) => p.replace(/^(TYPE|ENCODING|VALUE)=/, '').split(/[,"]/)))
  const has = (word: string) => words.has(word)
  const charset = parameters.find((p) => p.startsWith('CHARSET='))?.slice(8)
  const isText = !has('BASE64') && !has('B')
  if (!isText && name !== 'FN' && name !== 'N' && name !== 'ORG' && name !== 'NOTE') return null
  const value = !isText
    ? decoded(Buffer.from(raw, 'base64'), charset)
    : has('QUOTED-PRINTABLE')
      ? decoded(quotedPrintable(raw), charset)
      : raw
  return { name, has, value: unescape(value), parts: value.split(/(?<!\\);/).map(unescape) }
}

const unescape = (text: string) => text.replace(/\\n/gi, '\n').replace(/\\([,;\\:])/g, '$1')

const quotedPrintable = (text: string): Buffer =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )

/** In the encoding it names; telephones from China leave the name out, or say one thing and write the other. */
const decoded = (bytes: Buffer, charset = 'utf-8'): string => {
  for (const encoding of [charset, 'utf-8', 'gb18030'])
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // Not that one.
    }
  return new TextDecoder('gb18030').decode(bytes)
}
