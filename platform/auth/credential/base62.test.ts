import { fc } from '#test/chance'
import { expect, it } from 'vitest'
import { fromBase62, toBase62 } from './base62.ts'

it('gives back any bytes it wrote, leading zeros too, always in the same width', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      const text = toBase62(bytes)
      expect(text).toHaveLength(43)
      expect(fromBase62(text, 32)).toEqual(Buffer.from(bytes))
    }),
  )
  expect(fromBase62(toBase62(new Uint8Array(16)), 16)).toEqual(Buffer.alloc(16))
})

it('refuses what it cannot have written', () => {
  expect(fromBase62('z'.repeat(22), 16)).toBeNull()
  expect(fromBase62(`${'0'.repeat(21)}-`, 16)).toBeNull()
  expect(fromBase62('0'.repeat(21), 16)).toBeNull()
})
