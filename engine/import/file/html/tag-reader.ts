import { Tokenizer } from 'htmlparser2'
import { limits } from '../../limits.ts'
import { Bomb } from '../errors.ts'

/** What is told of a page: its tags as they are written, whether they match or not, and what stands between them. */
export interface TagEvents {
  open(name: string, attributes: Attributes): void
  text(text: string): void
  close(name: string): void
}

/** The attributes that say something about a table. */
export type Attributes = Readonly<Partial<Record<(typeof told)[number], string>>>

const told = ['colspan', 'rowspan', 'style', 'type', 'x:num', 'data-v'] as const
const isTold = (name: string): name is (typeof told)[number] => (told as readonly string[]).includes(name)

/** Longer values say nothing about a table; a picture may stand in one. */
const longestValue = 10_000

const nothing = (): void => {}

/**
 * Takes a page piece by piece. Tags are not made to match: a parser that does so ends a whole table where an old page closes
 * a <font> that it opened elsewhere, and can be made to hold millions of elements.
 */
export const tagReader = ({ open, text, close }: TagEvents) => {
  // What was written and is not yet told, and where it begins in the page.
  let kept = ''
  let from = 0
  let name = ''
  let attributes: { -readonly [Name in keyof Attributes]: Attributes[Name] } = {}
  let attribute = ''
  let value = ''
  const slice = (start: number, end: number) => kept.slice(start - from, end - from)
  const add = (part: string) => {
    if (isTold(attribute) && value.length < longestValue) value += part
  }
  const endTag = () => open(name, attributes)
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      ontext: (start, end) => text(slice(start, end)),
      ontextentity: (code) => text(String.fromCodePoint(code)),
      onopentagname(start, end) {
        name = slice(start, end).toLowerCase()
        attributes = {}
      },
      onattribname(start, end) {
        attribute = slice(start, end).toLowerCase()
        value = ''
      },
      onattribdata: (start, end) => add(slice(start, end)),
      onattribentity: (code) => add(String.fromCodePoint(code)),
      onattribend() {
        if (isTold(attribute)) attributes[attribute] ??= value
      },
      onopentagend: endTag,
      onselfclosingtag: endTag,
      onclosetag: (start, end) => close(slice(start, end).toLowerCase()),
      oncomment: nothing,
      oncdata: nothing,
      ondeclaration: nothing,
      onprocessinginstruction: nothing,
      onend: nothing,
    },
  )
  return {
    write(piece: string): void {
      kept += piece
      tokenizer.write(piece)
      const end = from + kept.length
      // Where what is not told yet begins; below zero where all of it is.
      const begin = tokenizer.getSectionStart()
      const next = begin < 0 ? end : Math.min(begin, end)
      kept = kept.slice(next - from)
      from = next
      if (kept.length > limits.unbrokenPage) throw Bomb()
    },
    end: (): void => tokenizer.end(),
  }
}
