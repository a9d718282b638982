/** Somebody who was picked from the list behind an @. */
export interface Person {
  readonly id: string
  readonly name: string
}

/** The @ that is being typed: where it stands, and what follows it up to the cursor. */
export interface Typing {
  readonly from: number
  readonly query: string
}

/** Names are short; beyond that an @ is just an @. */
const longest = 20

/** What is typed behind an @ at the cursor. One inside a word is an address of mail. */
export const typingAt = (text: string, cursor: number): Typing | null => {
  const before = text.slice(0, cursor)
  const [, lead, query] = /(^|[^A-Za-z0-9._%+-])[@＠]([^\s@＠，。；：、！？,;:!?]*)$/.exec(before) ?? []
  if (lead === undefined || query === undefined || query.length > longest) return null
  return { from: cursor - query.length - 1, query }
}

/** The text with the person's name in place of what was typed, and the cursor behind it. */
export const withName = (text: string, { from, query }: Typing, name: string): { text: string; cursor: number } => {
  const head = `${text.slice(0, from)}@${name} `
  const tail = text.slice(from + 1 + query.length).replace(/^ /, '')
  return { text: head + tail, cursor: head.length }
}

/** Those who are still named: a name that was deleted again mentions nobody. */
export const stillNamed = (text: string, people: readonly Person[]): readonly Person[] => {
  const parts = splitAtNames(
    text,
    people.map(({ name }) => name),
  )
  const named = new Set(parts.filter((part) => part.named).map((part) => part.text.slice(1)))
  return people.filter(({ name }) => named.has(name))
}

/** A text cut at the names in it, so that they can be shown apart. */
export const splitAtNames = (text: string, names: readonly string[]): readonly { text: string; named: boolean }[] => {
  const known = names.filter(Boolean).toSorted((one, other) => other.length - one.length)
  if (known.length === 0) return [{ text, named: false }]
  const pattern = new RegExp(`(@(?:${known.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')}))`)
  return text
    .split(pattern)
    .map((part, at) => ({ text: part, named: at % 2 === 1 }))
    .filter((part) => part.text !== '')
}
