import { beforeEach, expect, test } from 'vitest'
import { type Workspace, workspace } from '#test/workspace'
import { Opportunity } from './opportunity.ts'
import { Pipeline, Stage } from './pipeline.ts'

let w: Workspace
let pipeline: Pipeline
let first: Stage
let second: Stage
beforeEach(async () => {
  w = await workspace()
  pipeline = await w.administrator.create(Pipeline, { name: '新机', position: -1 })
  const stage = (name: string, position: number) =>
    w.administrator.create(Stage, { pipeline: pipeline.id, name, position, probability: '10' })
  ;[first, second] = [await stage('初访', 1), await stage('方案', 2)]
})

test('a stage that a deal stands in stays, as does its pipeline, whoever the deal belongs to', async () => {
  const deal = await w.southSales.create(Opportunity, { name: '单', stage: first.id })
  await expect(w.administrator.remove(Stage, first.id)).rejects.toMatchObject({
    code: 'record.held',
    message: '还有 1 条商机在用这个阶段,请先把它们移走',
  })
  await expect(w.administrator.remove(Pipeline, pipeline.id)).rejects.toMatchObject({ code: 'record.held' })
  await w.southSales.update(Opportunity, deal.id, { stage: second.id })
  await w.administrator.remove(Stage, first.id)
  await w.southSales.remove(Opportunity, deal.id)
  await w.administrator.remove(Stage, second.id)
  await w.administrator.remove(Pipeline, pipeline.id)
})

test('a stage does not become another under the deals in it: not won, not of another pipeline', async () => {
  const elsewhere = await w.administrator.create(Pipeline, { name: '备件' })
  const deal = await w.sales.create(Opportunity, { name: '单', stage: first.id })
  for (const patch of [{ outcome: 'won' }, { pipeline: elsewhere.id }] as const)
    await expect(w.administrator.update(Stage, first.id, patch)).rejects.toMatchObject({ code: 'stage.hasDeals' })
  await w.administrator.update(Stage, first.id, { name: '首访', position: 9, probability: '15' })
  await w.sales.update(Opportunity, deal.id, { stage: second.id })
  await w.administrator.update(Stage, first.id, { outcome: 'won', pipeline: elsewhere.id })
})

test('nobody starts in a pipeline that was deleted, though its stages are still there', async () => {
  await w.administrator.remove(Pipeline, pipeline.id)
  expect(await w.sales.create(Opportunity, { name: '没有流程' })).toMatchObject({ pipeline: null, stage: null })
  await expect(w.sales.create(Opportunity, { name: '指定的', stage: first.id })).rejects.toMatchObject({
    code: 'record.targetDeleted',
    field: 'pipeline',
  })
  const spare = await w.administrator.create(Pipeline, { name: '备件', position: 9 })
  const only = await w.administrator.create(Stage, { pipeline: spare.id, name: '询价', position: 1, probability: '10' })
  expect(await w.sales.create(Opportunity, { name: '默认的' })).toMatchObject({ pipeline: spare.id, stage: only.id })
})
