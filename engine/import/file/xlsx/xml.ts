import { SaxesParser } from 'saxes'
import { limits } from '../../limits.ts'
import { AppError } from '../../../errors.ts'
import { Bomb, Damaged, HasDtd } from '../errors.ts'

/** The attributes of an element, by names without prefix. */
export type Attributes = Readonly<Record<string, string>>

/** What is told of an XML part, with names without their prefix. */
export interface XmlEvents {
  open?(name: string, attributes: Attributes): void
  text?(text: string): void
  close?(name: string): void
}

/**
 * Reads an XML part piece by piece, and gives way after each piece, so that what `events` gathered can be handed on before
 * the next one is read. A document type declaration is refused: no entity is ever looked up.
 */
export async function* readXml(stream: AsyncGenerator<Buffer>, events: XmlEvents): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false })
  parser.on('doctype', () => {
    throw HasDtd()
  })
  parser.on('error', () => {
    throw Damaged({ what: 'XML' })
  })
  parser.on('opentag', ({ name, attributes }) => events.open?.(local(name), attributes))
  if (events.text) {
    parser.on('text', (text) => events.text!(text))
    parser.on('cdata', (text) => events.text!(text))
  }
  if (events.close) parser.on('closetag', ({ name }) => events.close!(local(name)))
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let bytes = 0
  let unbroken = 0
  try {
    for await (const chunk of stream) {
      bytes += chunk.length
      // The parser holds a text or a tag until it ends.
      const tag = chunk.lastIndexOf('<')
      unbroken = tag < 0 ? unbroken + chunk.length : chunk.length - tag
      if (bytes > limits.unpacked || unbroken > limits.unbroken) throw Bomb()
      parser.write(decoder.decode(chunk, { stream: true }))
      yield
    }
    parser.close()
    yield
  } catch (error) {
    throw error instanceof AppError ? error : Damaged({ what: 'XML' })
  }
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)

/** Reads a whole part, for the small ones. */
export const readWhole = async (stream: AsyncGenerator<Buffer>, events: XmlEvents): Promise<void> => {
  for await (const _ of readXml(stream, events));
}
