import { fc } from '#test/chance'
import { expect, test } from 'vitest'
import { moneyInWords } from './money-in-words.ts'

test.each([
  ['1234.50', '壹仟贰佰叁拾肆元伍角整'],
  // the central bank's own examples, in the shorter of the forms it allows
  ['1409.50', '壹仟肆佰零玖元伍角整'],
  ['6007.14', '陆仟零柒元壹角肆分'],
  ['1680.32', '壹仟陆佰捌拾元叁角贰分'],
  ['107000.53', '壹拾万柒仟元伍角叁分'],
  ['16409.02', '壹万陆仟肆佰零玖元零贰分'],
  ['325.04', '叁佰贰拾伍元零肆分'],
  ['0.00', '零元整'],
  ['0.05', '伍分'],
  ['0.50', '伍角整'],
  ['-20.00', '负贰拾元整'],
  ['10000000.00', '壹仟万元整'],
  ['100000000.00', '壹亿元整'],
  ['100000001.00', '壹亿零壹元整'],
  ['1010000.00', '壹佰零壹万元整'],
  ['1000000000000.00', '壹万亿元整'],
  ['1234567890123456.00', '壹仟贰佰叁拾肆万伍仟陆佰柒拾捌亿玖仟零壹拾贰万叁仟肆佰伍拾陆元整'],
])('%s is %s', (amount, words) => expect(moneyInWords(amount)).toBe(words))

test('no two amounts read alike', () =>
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }), (cents) => {
      const digits = String(cents).padStart(3, '0')
      const amount = `${digits.slice(0, -2)}.${digits.slice(-2)}`
      expect(read(moneyInWords(amount))).toBe(cents)
    }),
  ))

/** Reads the words back into cents, by another road than they were written. */
const read = (words: string): bigint => {
  let [total, section, digit] = [0n, 0n, 0n]
  const weights: Record<string, bigint> = { 拾: 10n, 佰: 100n, 仟: 1000n }
  for (const sign of words) {
    const value = '零壹贰叁肆伍陆柒捌玖'.indexOf(sign)
    if (value >= 0) digit = BigInt(value)
    else if (weights[sign]) [section, digit] = [section + digit * weights[sign], 0n]
    else if (sign === '万') [section, digit] = [(section + digit) * 10_000n, 0n]
    else if (sign === '亿') [total, section, digit] = [(section + digit) * 100_000_000n, 0n, 0n]
    else if (sign === '元') [total, section, digit] = [(total + section + digit) * 100n, 0n, 0n]
    else if (sign === '角') [total, digit] = [total + digit * 10n, 0n]
    else if (sign === '分') [total, digit] = [total + digit, 0n]
  }
  return total
}
