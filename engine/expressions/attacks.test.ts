import { expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { compile, sql } from '../sql.ts'
import { environment, parse, scope } from './both-ways.ts'
import { evaluate, parseExpression, toSql } from './index.ts'

const refusal = (source: string): AppError => {
  try {
    parse(source)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('It was not refused')
}

const attacks: readonly (readonly [string, string])[] = [
  ["constructor.constructor('return process')()", 'syntax'],
  ["constructor.constructor('return process')", 'unknownFunction'],
  ['constructor', 'unknownName'],
  ['toString', 'unknownName'],
  ['__proto__', 'reserved'],
  ['name.__proto__', 'unknownName'],
  ['this.constructor', 'unknownName'],
  ['name.constructor', 'unknownName'],
  ['name["constructor"]', 'notSupported'],
  ['tags.map(constructor, constructor.constructor)', 'unknownName'],
  ['console._stdout.constructor.constructor', 'unknownName'],
  ['process.exit()', 'unknownFunction'],
  ['name.toString()', 'unknownFunction'],
  ['hasOwnProperty("x")', 'unknownFunction'],
  ['{get x() { return 1 }}', 'syntax'],
  ['`${process}`', 'character'],
  ['name`x`', 'character'],
  ['(() => 1)()', 'syntax'],
  ['while (true) {}', 'reserved'],
  ['function f() { return f() }', 'reserved'],
  ['import("fs")', 'reserved'],
  ['eval("1")', 'unknownFunction'],
  ['"a".repeat(1000000000)', 'unknownFunction'],
  ['name.matches("(a+)+$")', 'unknownFunction'],
  ['cel.bind(x, name, x + x)', 'unknownFunction'],
  ['type(name)', 'unknownFunction'],
  ['tags.map(a, tags.map(b, a + b))', 'badLoop'],
  ['tags.exists(a, size(tags.filter(b, b == a)) > 1)', 'badLoop'],
  ['"\\u0000" == name', 'notSupported'],
  ['b"bytes" == name', 'notSupported'],
  ['1'.repeat(31), 'badNumber'],
  ['('.repeat(1_000_000), 'tooLong'],
  [`${'('.repeat(900)}1${')'.repeat(900)}`, 'tooComplex'],
  [`${'!'.repeat(1_900)}active`, 'tooComplex'],
  [`${'-'.repeat(400)}amount`, 'tooComplex'],
  [`${'active ? 1 : '.repeat(100)}2`, 'tooComplex'],
  [`1${'+1'.repeat(900)}`, 'tooComplex'],
  [`[${'1,'.repeat(900)}1]`, 'tooComplex'],
]

test.each(attacks.map(([source, code]) => [source.slice(0, 60), source, code] as const))(
  'A59 %s is refused',
  (_, source, code) => {
    const error = refusal(source)
    expect(error.code).toBe(`expression.${code}`)
    expect(error.status).toBe(422)
    expect(error.say('zh-CN')).toMatch(/请|应写成|可用的|可以|只接受/)
    expect(error.say('en')).toMatch(/^[\x20-\x7e]*$|"/)
  },
)

test('A59 a field that everything inherits in JavaScript is not read from a record', () => {
  const open = { fieldKind: () => 'text' }
  expect(evaluate(parseExpression('polluted', open), Object.create({ polluted: 'x' }), environment)).toBeNull()
  expect(() => parseExpression('valueOf', open)).toThrow(AppError)
})

test('A59 a long list cannot keep the server busy', () => {
  const tags = Array.from({ length: 20_000 }, (_, index) => `tag ${index}`)
  expect(() => evaluate(parse('tags.exists(t, t == name)'), { tags }, environment)).toThrow(
    expect.objectContaining({ code: 'expression.overBudget' }),
  )
})

test('A59 text cannot be joined without end', () => {
  const note = '长'.repeat(60_000)
  expect(() => evaluate(parse('note + note'), { note }, environment)).toThrow(
    expect.objectContaining({ code: 'expression.textTooLong' }),
  )
})

test('A37 what people write in an expression reaches SQL as bound values only', () => {
  const evil = `x'; drop table t; --`
  const expression = parse(
    `name == "${evil}" || tags.exists(t, t == "${evil}") || amount > 31337 || stage in ["${evil}"]`,
  )
  const { text } = compile(toSql(expression, (path) => sql.id(...path), "Asia/Shanghai'"))
  expect(text).not.toMatch(/drop|31337|Shanghai/)
})

test('A73 no function takes a pattern', () => {
  const input = '('.repeat(50_000)
  expect(evaluate(parse('note.contains("(a+)+$")'), { note: input }, environment)).toBe(false)
  for (const name of ['matches', 'replace', 'split', 'regex']) {
    expect(() => parseExpression(`${name}(note, "(a+)+$")`, scope)).toThrow(AppError)
  }
})
