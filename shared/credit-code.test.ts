import { fc } from '#test/chance'
import { expect, test } from 'vitest'
import { checkCharacter, creditCode } from './credit-code.ts'

test.each([
  '91350100M000100Y43',
  '91110000802100433B',
  '91440300708461136T',
  '914403001922038216',
  '9144030071526726XG',
  '91110108551385082Q',
])('%s is a credit code', (code) => expect(creditCode(code)).toEqual({ ok: true, code }))

test('lower case, full width, spaces and dashes are forgiven', () => {
  expect(creditCode(' 91 110000 802100433b ')).toEqual({ ok: true, code: '91110000802100433B' })
  expect(creditCode('91-350100-m000100y43')).toEqual({ ok: true, code: '91350100M000100Y43' })
  expect(creditCode('９１４４０３００７０８４６１１３６Ｔ')).toEqual({ ok: true, code: '91440300708461136T' })
})

test.each([
  ['the check character is wrong', '91350100M000100Y4Z', 18],
  ['a digit was mistyped', '91110000802100434B', 18],
  ['it is too short', '12345', 6],
  ['it is too long', '91110000802100433B0', 19],
  ['a letter is not in the alphabet', '9111000060003IOZSV', 14],
  ['a letter stands in the region', '91A1000060003410LA', 3],
  ['it is Chinese', '统一社会信用代码', 1],
])('it says where to look when %s', (_, code, position) => expect(creditCode(code)).toEqual({ ok: false, position }))

const body = fc
  .tuple(
    fc.stringMatching(/^[0-9A-HJ-NPQRTUWXY]{2}$/),
    fc.stringMatching(/^\d{6}$/),
    fc.stringMatching(/^[0-9A-HJ-NPQRTUWXY]{9}$/),
  )
  .map((parts) => parts.join(''))

test('every body has exactly one check character', () =>
  fc.assert(
    fc.property(body, (start) => {
      const passing = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].filter((last) => creditCode(start + last).ok)
      expect(passing).toEqual([checkCharacter(start)])
    }),
  ))

test('one mistyped digit is always found', () =>
  fc.assert(
    fc.property(body, fc.integer({ min: 0, max: 16 }), fc.integer({ min: 0, max: 9 }), (start, place, digit) => {
      const code = start + checkCharacter(start)
      fc.pre(code[place] !== String(digit))
      expect(creditCode(code.slice(0, place) + digit + code.slice(place + 1)).ok).toBe(false)
    }),
  ))
