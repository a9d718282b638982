import { fc } from '#test/chance'
import { beforeAll, expect, test } from 'vitest'
import { type Sampled, sampled } from '#test/worlds/every-kind'
import { passesNaively } from '#test/worlds/naive-filter'
import { operatorsOf } from './operators.ts'
import { runList } from './run-list.ts'

let w: Sampled
beforeAll(async () => {
  w = await sampled()
})

const skipped = new Set(['deletedAt', 'createdAt', 'updatedAt', 'createdBy', 'updatedBy', 'version'])

const found = async (filter: object): Promise<unknown[]> => {
  const page = await runList(w.sales, w.sales.object('sample'), { filter, fields: ['name'], sort: 'id', limit: 200 })
  return page.documents.map((d) => (JSON.parse(d) as { name: string }).name)
}
const expected = (filter: object) => w.rows.filter((row) => passesNaively(row, filter)).map((row) => row['name'])

interface Probe {
  readonly field: string
  readonly op: string
  readonly test: unknown
}

/** Every operator of every field, with the values that the records hold and a few that they do not. */
const probes = (): Probe[] =>
  [...w.system.object('sample').fields.values()]
    .filter((field) => !skipped.has(field.name))
    .flatMap((field) => {
      const operators = operatorsOf(field.field)
      const held = w.rows.map((row) => row[field.name] ?? null).filter((value) => value !== null)
      return operators.flatMap((op) => valuesFor(op, held).map((test) => ({ field: field.name, op, test })))
    })

const valuesFor = (op: string, held: readonly unknown[]): unknown[] => {
  const elements = [...new Set(held.flat())]
  if (op === 'empty') return [true, false]
  if (op === 'within') return typeof elements[0] === 'object' ? ['31', '3101', '310115', '44', '310000'] : []
  if (op.startsWith('has')) return [elements.slice(0, 1), elements.slice(0, 2), elements.slice(-1), []]
  if (op === 'in' || op === 'notIn') return [elements.slice(0, 2), elements.slice(-1), []]
  if (op === 'between') return elements.slice(0, 3).map((from) => [from, elements[0]])
  if (['contains', 'startsWith', 'endsWith'].includes(op)) {
    const texts = elements.map(String)
    return [...texts.slice(0, 2), texts[0]!.slice(0, 2), texts[0]!.slice(-2).toUpperCase(), '%', '_', '\\', '没有']
  }
  return elements
}

test(
  'every operator of every kind of field finds what a naive reading of the filter finds',
  { timeout: 120_000 },
  async () => {
    const all = probes()
    for (const { field, op, test: wanted } of all) {
      const filter = { [field]: { [op]: wanted } }
      expect({ filter, found: await found(filter) }).toEqual({ filter, found: expected(filter) })
    }
    expect(all.length).toBeGreaterThan(350)
    expect(new Set(all.map((p) => p.op)).size).toBe(17)
  },
)

test(
  'any conditions joined by and, or and not find what a naive reading finds, empties included',
  { timeout: 120_000 },
  async () => {
    const all = probes()
    const filters = fc.letrec((tie) => ({
      filter: fc.oneof(
        { maxDepth: 4, depthSize: 'small' },
        fc.constantFrom(...all).map(({ field, op, test: wanted }): object => ({ [field]: { [op]: wanted } })),
        fc.record({ and: fc.array(tie('filter'), { maxLength: 3 }) }),
        fc.record({ or: fc.array(tie('filter'), { maxLength: 3 }) }),
        fc.record({ not: tie('filter') }),
      ),
    })).filter
    let some = 0
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const names = await found(filter as object)
        expect(names).toEqual(expected(filter as object))
        if (names.length > 0 && names.length < w.rows.length) some++
      }),
      { numRuns: 300, interruptAfterTimeLimit: 60_000 },
    )
    expect(some).toBeGreaterThan(80)
  },
)
