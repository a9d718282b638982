import { beforeAll, expect, test } from 'vitest'
import { bringIn } from '#test/importing'
import { type Workspace, workspace } from '#test/workspace'
import { batchSize } from './batches.ts'

let w: Workspace
beforeAll(async () => {
  w = await workspace()
})

test('a row that the lot before brought in is found, though it was looked up while that lot was being written', async () => {
  const phone = (n: number) => `13${100_000_000 + n}`
  const line = (n: number, tel = phone(n)) => `邻批客户${n},${tel}`
  const rows = Array.from({ length: batchSize * 3 }, (_, n) => line(n))
  // The same as the last and the first of the lot before, by one key each, and one that repeats such a repetition.
  rows[batchSize] = line(batchSize, phone(batchSize - 1))
  rows[batchSize + 700] = line(0, phone(9_000_000))
  rows[batchSize * 2 + 1] = line(batchSize + 699, phone(9_000_001))
  rows[batchSize * 2 + 2] = line(8_000_000, phone(batchSize - 1))
  const it = await bringIn(w.manager, 'customer', `客户名称,电话\n${rows.join('\n')}\n`)
  const counts = { read: batchSize * 3, created: batchSize * 3 - 4, skipped: 4, updated: 0, failed: 0 }
  expect(it.checked.counts).toMatchObject(counts)
  expect(it.done.counts).toMatchObject(counts)
  const [{ n }] = (await w.session.query<{ n: number }>(
    `select count(*)::int as n from "${w.schema}".customer where name like '邻批客户%'`,
  )) as [{ n: number }]
  expect(n).toBe(batchSize * 3 - 4)
})
