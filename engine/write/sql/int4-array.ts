const integerOid = 23
const header = 5

/**
 * Integers as PostgreSQL takes in an array in binary form (`array_recv`): dimensions, nulls, type, length, lower bound; then
 * each with its size before it, most significant byte first. Read from text they would cost ten times as much on both sides.
 */
export const int4Array = (numbers: readonly number[]): Buffer => {
  const bytes = Buffer.allocUnsafe((header + numbers.length * 2) * 4)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (const [i, word] of [1, 0, integerOid, numbers.length, 1].entries()) view.setInt32(i * 4, word)
  let at = header * 4
  for (const number of numbers) {
    view.setInt32(at, 4)
    view.setInt32(at + 4, number)
    at += 8
  }
  return bytes
}
