import { expect, test } from 'vitest'
import { patternOf, piecesOf } from './serial-pieces.ts'

test.each(['C{yyyy}{000000}', 'KH-{yy}{mm}-{0000}', '{000}', 'A{0}', '{yyyy}{mm}{dd}/{00}'])(
  '%s is shown in pieces and put together again',
  (pattern) => expect(patternOf(piecesOf(pattern)!)).toBe(pattern),
)

test.each(['{mm}-{yyyy}{00}', '{000}-{yyyy}', 'C{yyyy}', '{yyyy}-{mm}{00}'])(
  '%s is shown as its text only',
  (pattern) => expect(piecesOf(pattern)).toBeNull(),
)
