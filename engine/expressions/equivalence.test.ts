import { fc } from '#test/chance'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { AppError } from '../errors.ts'
import { openTable, parse, type Table } from './both-ways.ts'
import { expressions, records } from './random-expressions.ts'

let table: Table
beforeAll(async () => {
  table = await openTable(inject('databaseUrl'), fc.sample(records, { numRuns: 60, seed: 20261121 }))
})
afterAll(() => table?.close())

/** Null meets null here and there, where the language wants a type; such expressions are refused before they run. */
const parsed = (source: string) => {
  try {
    return parse(source)
  } catch (error) {
    if (error instanceof AppError) return undefined
    throw error
  }
}

test('any expression means the same in JavaScript and in PostgreSQL', { timeout: 120_000 }, async () => {
  let ran = 0
  await fc.assert(
    fc.asyncProperty(expressions, async (source) => {
      const expression = parsed(source)
      if (!expression) return
      const { js, sql } = await table.run(expression)
      expect(sql).toEqual(js)
      const yes = [...js.keys()].filter((position) => js[position] === true)
      expect(expression.result === 'flag' ? await table.where(expression) : yes).toEqual(yes)
      ran++
    }),
    { numRuns: 600 },
  )
  expect(ran).toBeGreaterThan(300)
})
