import { SaxesParser } from 'saxes'
import { limits } from '../limits.ts'
import { AppError } from '../../errors.ts'
import { Bomb, Damaged, HasDtd } from './errors.ts'

/** The attributes of an element, by their names with prefix. */
export type Attributes = Readonly<Record<string, string>>

/** What is told of XML, with names without their prefix. */
export interface XmlEvents {
  open?(name: string, attributes: Attributes): void
  text?(text: string): void
  close?(name: string): void
}

/**
 * Reads XML piece by piece, and gives way after each piece, so that what `events` gathered can be handed on before the next
 * one is read; bytes are taken for UTF-8. A document type declaration is refused: no entity is ever looked up.
 */
export async function* readXml(stream: AsyncGenerator<Buffer | string>, events: XmlEvents): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false })
  parser.on('doctype', () => {
    throw HasDtd()
  })
  parser.on('error', () => {
    throw Damaged({ what: 'XML' })
  })
  let depth = 0
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > limits.depth) throw Bomb()
    events.open?.(local(name), attributes)
  })
  if (events.text) {
    parser.on('text', (text) => events.text!(text))
    parser.on('cdata', (text) => events.text!(text))
  }
  parser.on('closetag', ({ name }) => {
    depth--
    events.close?.(local(name))
  })
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let length = 0
  let unbroken = 0
  try {
    for await (const chunk of stream) {
      length += chunk.length
      // The parser holds a text or a tag until it ends.
      const tag = chunk.lastIndexOf('<')
      unbroken = tag < 0 ? unbroken + chunk.length : chunk.length - tag
      if (length > limits.unpacked || unbroken > limits.unbroken) throw Bomb()
      parser.write(typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }))
      yield
    }
    parser.close()
    yield
  } catch (error) {
    throw error instanceof AppError ? error : Damaged({ what: 'XML' })
  }
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)

/** Reads all of it, for what is kept in whole. */
export const readWhole = async (stream: AsyncGenerator<Buffer | string>, events: XmlEvents): Promise<void> => {
  for await (const _ of readXml(stream, events));
}
