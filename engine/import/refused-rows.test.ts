import { expect, test } from 'vitest'
import { readProblemRows } from '#engine'
import { Pipeline, Stage } from '#modules/sales'
import { bringIn } from '#test/importing'
import { workspace } from '#test/workspace'

test('a row that the rules of its object refuse fails alone: the others of the file come in', async () => {
  const w = await workspace()
  const system = w.system
  const [one, other] = [
    await system.create(Pipeline, { name: '新购' }),
    await system.create(Pipeline, { name: '续费' }),
  ]
  const stage = { position: 1, probability: '10', outcome: 'open' } as const
  await system.create(Stage, { ...stage, name: '报价', pipeline: one.id })
  await system.create(Stage, { ...stage, name: '续约谈判', pipeline: other.id })
  const csv = '商机名称,销售流程,阶段\n甲,新购,报价\n乙,新购,续约谈判\n丙,续费,续约谈判\n'
  const { id, checked, done } = await bringIn(w.manager, 'opportunity', csv)
  const counts = { read: 3, created: 2, updated: 0, skipped: 0, failed: 1 }
  expect([checked.counts, done.counts]).toMatchObject([counts, counts])
  const [row] = await readProblemRows(w.manager, id, 0, 10)
  expect([row!.number, row!.problems.map((p) => p.code)]).toEqual([3, ['opportunity.stageElsewhere']])
})

test('a row that its stage refuses fails alone, with the field that is missing', async () => {
  const w = await workspace()
  const { id: pipeline } = await w.system.create(Pipeline, { name: '新购' })
  const stage = { pipeline, probability: '10', outcome: 'open' } as const
  await w.system.create(Stage, { ...stage, name: '初访', position: 1 })
  await w.system.create(Stage, { ...stage, name: '报价', position: 2, entryFields: ['amount'] })
  const csv = '商机名称,阶段,预计金额\n甲,报价,100\n乙,报价,\n丙,初访,\n'
  const { id, done } = await bringIn(w.manager, 'opportunity', csv)
  expect(done.counts).toMatchObject({ read: 3, created: 2, failed: 1 })
  const [row] = await readProblemRows(w.manager, id, 0, 10)
  expect([row!.number, row!.problems.map((p) => [p.code, p.field])]).toEqual([3, [['stage.fieldMissing', 'amount']]])
})
