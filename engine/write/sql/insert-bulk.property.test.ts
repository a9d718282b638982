import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { createRecords } from '#engine'
import { type Workspace, workspace } from '#test/workspace'
import { prepareCreate, saveBulk } from '../create.ts'
import { bulkOf } from './insert-bulk.ts'

let w: Workspace
beforeAll(async () => {
  w = await workspace()
})

/** Texts with all that could mean something in a list, in JSON or to who splits lines. */
const odd = fc.string({ unit: fc.constantFrom(...'"\\{},\n\t\' NULL华信𠮷\u2028a1'), minLength: 1, maxLength: 12 })
const row = fc.record(
  {
    name: odd.map((text) => `名${text}`),
    remark: odd.map((text) => `注${text}`),
    tags: fc.uniqueArray(fc.constantFrom('a"b', 'c\\d', '{e}', 'NULL', '重点'), { minLength: 1 }),
    phone: fc.integer({ min: 0, max: 99_999_999 }).map((n) => `+86138${String(n).padStart(8, '0')}`),
    revenue: fc.integer({ min: 0, max: 10 ** 9 }).map((n) => `${n}.5`),
    level: fc.constantFrom('A', 'B'),
  },
  { requiredKeys: ['name'] },
)

/** All that was kept of the newest records but what no two have in common. */
const kept = async (n: number) => {
  const rows = await w.session.query<{ row: Record<string, unknown>; told: Record<string, unknown> }>(
    `select to_jsonb(c) - array['id', 'number', 'createdAt', 'updatedAt'] || jsonb_build_object('tokens', cardinality(c."$tokens")) as row,
       h.new - 'number' as told, h.new ->> 'number' = c.number as numbered
     from (select * from "${w.schema}".customer order by id desc limit $1) c
     join "${w.schema}".change h on h.record = c.id order by c.id`,
    [n],
  )
  // The token of the number is the one in which two equal records differ.
  return rows.map(({ row: { $tokens: tokens, ...rest }, ...others }) => [
    rest,
    (tokens as number[]).slice(0, -1),
    others,
  ])
}

test('many rows written at once are kept, searched and told of as if each had been written alone', async () => {
  const ctx = w.sales
  const object = ctx.object('customer')
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 4 }), async (rows) => {
      await createRecords(ctx, object, rows)
      const alone = await kept(rows.length)
      const ready = await prepareCreate(ctx, object, rows, 'code', () => expect.unreachable())
      await saveBulk(ctx, object, bulkOf(ctx, object, ready))
      expect(await kept(rows.length)).toEqual(alone)
    }),
    { numRuns: 40 },
  )
})

test('a number that only the database knows is told of too', async () => {
  const ctx = w.sales
  const object = ctx.object('customer')
  await saveBulk(ctx, object, bulkOf(ctx, object, [{ id: crypto.randomUUID(), name: '只有名字' }]))
  const [change] = await w.session.query<{ new: object }>(
    `select new from "${w.schema}".change where new ->> 'name' = '只有名字'`,
  )
  expect(change!.new).toEqual({ name: '只有名字', number: expect.stringMatching(/\d/) })
})
