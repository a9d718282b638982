import { createHash } from 'node:crypto'

/** What is learnt of a stream of bytes while it passes. */
export interface Measure {
  readonly bytes: number
  /** Lines: COPY writes one for each row. */
  readonly rows: number
  /** SHA-256, hexadecimal. */
  readonly sha256: string
}

/** Passes chunks on; the measure is complete when they have all passed. */
export const measured = (
  source: AsyncIterable<Buffer>,
): { readonly through: AsyncGenerator<Buffer>; measure(): Measure } => {
  const hash = createHash('sha256')
  let [bytes, rows] = [0, 0]
  async function* through() {
    for await (const chunk of source) {
      hash.update(chunk)
      bytes += chunk.length
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows++
      yield chunk
    }
  }
  return { through: through(), measure: () => ({ bytes, rows, sha256: hash.digest('hex') }) }
}

/** Reads a stream to its end for its measure alone. */
export const measureOf = async (source: AsyncIterable<Buffer>): Promise<Measure> => {
  const { through, measure } = measured(source)
  for await (const _ of through);
  return measure()
}
