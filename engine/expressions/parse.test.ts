import { expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { parse, scope } from './both-ways.ts'
import { parseCondition, resultKind, checkResultKind } from './index.ts'

const refusal = (attempt: () => unknown): AppError => {
  try {
    attempt()
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('It was not refused')
}

test('an expression names the fields it reads, once each, with the paths through references', () => {
  const source = 'amount > 0 && customer.industry == "steel" ? tags.exists(t, t == name) : amount > quantity'
  expect(parse(source).reads).toEqual(['amount', 'customer.industry', 'tags', 'name', 'quantity'])
})

test("a loop's variable hides a field of its name", () => {
  expect(parse('tags.exists(name, name == "a")').reads).toEqual(['tags'])
})

test.each([
  ['amount', 'number', 'decimal'],
  ['name + stage', 'text', 'text'],
  ['amount > 0', 'flag', 'flag'],
  ['addDays(due, 1)', 'date', 'date'],
  ['called', 'datetime', undefined],
  ['tags', 'list', undefined],
  ['place', 'unknown', undefined],
  ['null', 'unknown', undefined],
] as const)('%s yields %s', (source, result, kind) => {
  const expression = parse(source)
  expect(expression.result).toBe(result)
  expect(resultKind(expression)).toBe(kind)
})

test('a number may be shown as money, a text may not', () => {
  expect(() => checkResultKind(parse('amount * 2'), 'money')).not.toThrow()
  expect(refusal(() => checkResultKind(parse('name'), 'money')).code).toBe('expression.wrongResult')
})

test('a condition says yes or no', () => {
  expect(parseCondition('amount > 0', scope).result).toBe('flag')
  expect(refusal(() => parseCondition('amount', scope)).code).toBe('expression.needsFlag')
})

test.each([
  ['amout > 1', 'unknownName', 1],
  ['1 + customer.secret', 'unknownName', 5],
  ['amount > ', 'syntax', 10],
  ['(amount', 'syntax', 8],
  ['amount = 1', 'character', 8],
  ['amount > 1,000', 'syntax', 11],
  ['金额 > 1', 'character', 1],
  ['name == "海川', 'openText', 9],
  ['if (active) 1', 'reserved', 1],
  ['name + amount', 'needsText', 8],
  ['due + 7', 'needsNumber', 1],
  ['amount && active', 'needsFlag', 1],
  ['year(name)', 'needsDate', 6],
  ['size(amount)', 'needsText', 6],
  ['amount.exists(x, x > 1)', 'needsList', 1],
  ['stage == 1', 'notSameType', 10],
  ['active ? 1 : "one"', 'notSameType', 14],
  ['called > due', 'notSameType', 10],
  ['1 in tags', 'notSameType', 1],
  ['name < stage', 'notComparable', 1],
  ['tags == ["a"]', 'notComparable', 1],
  ['text(tags)', 'notConvertible', 6],
  ['round(amount, quantity)', 'needsConstant', 15],
  ['date("2026-02-30")', 'needsConstant', 6],
  ['date(name)', 'needsConstant', 6],
  ['abs(1, 2)', 'wrongCount', 1],
  ['1 + sum(amount)', 'unknownFunction', 5],
  ['tags.exists("x", true)', 'badLoop', 13],
  ['tags[0]', 'notSupported', 1],
  ['{"a": 1}', 'notSupported', 1],
  ['[]', 'notSupported', 1],
  ['1e9', 'badNumber', 1],
] as const)('%s is refused: %s at character %i', (source, code, position) => {
  const error = refusal(() => parse(source))
  expect([error.code, error.details.position]).toEqual([`expression.${code}`, position])
})
