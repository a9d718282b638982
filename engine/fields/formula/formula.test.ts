import { expect, test } from 'vitest'
import { f } from '../index.ts'
import { formula } from './index.ts'

const won = f.formula('已赢单', { expression: "stage == 'won'", result: 'flag' })
const total = f.formula('合计', { expression: 'price * count', result: 'money' })

test('nothing is stored and nobody writes it', () => {
  expect(formula.column).toBeNull()
  expect(() => formula.parse('1', total)).toThrow('由系统自动生成')
})

test('a file shows its result', () => {
  expect(formula.toText(true, won)).toBe('是')
  expect(formula.toText('12.50', total)).toBe('12.50')
})

test('its schema is that of its result', () => {
  expect(formula.schema(won)).toMatchObject({ type: 'boolean', readOnly: true })
  expect(formula.schema(total)).toMatchObject({ type: 'string', readOnly: true })
})
