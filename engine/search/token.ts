import { hash } from 'node:crypto'

/**
 * What a token says of a field's value. Every token carries its field, so that a person is only ever matched through
 * fields that she may search.
 */
export const marks = {
  /** Two neighbouring characters, one of them at least not Latin, or both with the space between two Latin words. */
  pair: 'b',
  /** Three neighbouring Latin letters or digits. */
  triple: 't',
  /** The first two of a Latin word. */
  word: 'w',
  /** The first character of the title. */
  first: '1',
  /** Five letters of pinyin from the start of a syllable, or fewer and the end. */
  pinyin: 'p',
  /** The initials of three syllables, or of the last two and the end. */
  initials: 'i',
  /** The first four, the first seven characters of a number or of an address before the @. */
  start: 's',
  /** What tells a company from another, without place and legal form. */
  company: 'c',
  /** The first four of an e-mail address behind the @, and behind each dot there. */
  domain: 'd',
} as const

/** The end of a value, for pinyin and initials. */
export const end = '$'

/** A token as the index keeps it: 32 bits (FNV-1a). Two texts may share one; the exact look afterwards tells them apart. */
export const token = (field: string, mark: keyof typeof marks, text: string): number =>
  goOn(beginning(field, mark), text)

/** The hash of what all tokens of one kind begin with: a row has dozens of them. */
export const beginning = (field: string, mark: keyof typeof marks): number => goOn(goOn(0x811c9dc5, field), marks[mark])

/** The hash of a text by that of what stands before it. */
export const goOn = (before: number, text: string): number => {
  let hash = before
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash | 0
}

/** The token of a number's last four characters. By MD5, for PostgreSQL works it out too, for the numbers it hands out itself. */
export const endToken = (field: string, text: string): number =>
  Number.parseInt(hash('md5', `${field}${end}${text.slice(-4)}`).slice(0, 8), 16) | 0
