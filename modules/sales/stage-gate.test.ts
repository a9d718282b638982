import { beforeEach, expect, test } from 'vitest'
import { type AppError, type Context, removeRecords, restoreRecords, runBatch, undo } from '#engine'
import { Customer } from '#modules/customers'
import { type Workspace, workspace } from '#test/workspace'
import { convertLead } from './actions/convert-lead.ts'
import { Lead } from './lead.ts'
import { Opportunity } from './opportunity.ts'
import { Pipeline, Stage } from './pipeline.ts'

let w: Workspace
let stages: Record<'visit' | 'needs' | 'quote' | 'won' | 'lost', Stage>
beforeEach(async () => {
  w = await workspace()
  const { id: pipeline } = await w.administrator.create(Pipeline, { name: '新机' })
  const stage = (name: string, position: number, rest: Partial<Stage> = {}) =>
    w.administrator.create(Stage, { pipeline, name, position, probability: '10', ...rest } as never)
  stages = {
    visit: await stage('初访', 1),
    needs: await stage('需求', 2, { entryFields: ['needs'] }),
    quote: await stage('报价', 3, {
      entryFields: ['amount', 'expectedClose'],
      entryCondition: 'amount == null || amount >= 10000',
      entryMessage: '一万元以下不单独报价',
      entryMessageEn: 'Too small for a quotation of its own',
    }),
    won: await stage('赢单', 4, { outcome: 'won' }),
    lost: await stage('输单', 5, { outcome: 'lost', entryFields: ['lostReason'] }),
  }
})

const filled = { needs: '两台加工中心', amount: '860000', expectedClose: '2026-12-20' } as const
const move = (id: Opportunity['id'], stage: Stage, rest: object = {}, ctx: Context = w.sales) =>
  ctx.update(Opportunity, id, { stage: stage.id, ...rest })

/** What stands in the way, as a screen is told it. */
const refused = async (write: Promise<unknown>) => {
  const error = (await write.then(
    () => expect.unreachable('it went through'),
    (thrown: unknown) => thrown,
  )) as AppError
  expect(error.status).toBe(422)
  return (error.details.problems ?? [error]).map(({ code, field, message }) => ({ code, field, message }))
}
const missing = (field: string, message: string) => ({ code: 'stage.fieldMissing', field, message })

test('a stage is entered with what it asks for; both are one write, and one undo', async () => {
  const { id } = await w.sales.create(Opportunity, { name: '产线' })
  const all = await refused(move(id, stages.quote))
  expect(all).toEqual([
    missing('needs', '进入“需求”之前,请先填写“客户需求”'),
    missing('amount', '进入“报价”之前,请先填写“预计金额”'),
    missing('expectedClose', '进入“报价”之前,请先填写“预计成交日”'),
  ])
  expect(await w.sales.get(Opportunity, id)).toMatchObject({ stage: stages.visit.id, version: 1 })

  const work = await w.again(w.sales)
  expect(await move(id, stages.quote, filled, work)).toMatchObject({ stage: stages.quote.id, version: 2 })
  await undo(await w.again(w.sales), work.cause.request)
  expect(await w.sales.get(Opportunity, id)).toMatchObject({ stage: stages.visit.id, needs: null, amount: null })
})

test('a step back is free, and so is losing but for its reason', async () => {
  const { id } = await w.sales.create(Opportunity, { name: '产线', stage: stages.needs.id, needs: '两台' })
  expect(await move(id, stages.visit, { needs: null })).toMatchObject({ stage: stages.visit.id })
  expect(await refused(move(id, stages.lost))).toEqual([missing('lostReason', '进入“输单”之前,请先填写“输单原因”')])
  expect(await move(id, stages.lost, { lostReason: 'price' })).toMatchObject({ outcome: 'lost' })
})

test('a condition is said in the words of whoever wrote it, with the fields that can mend it', async () => {
  const { id } = await w.sales.create(Opportunity, { name: '产线', ...filled, amount: '500' })
  const error = (await move(id, stages.quote).catch((thrown: unknown) => thrown)) as AppError
  const [problem] = error.details.problems!
  expect(problem).toMatchObject({ code: 'stage.conditionUnmet', field: 'stage', details: { fields: ['amount'] } })
  expect([problem!.say('zh-CN'), problem!.say('en')]).toEqual([
    '一万元以下不单独报价',
    'Too small for a quotation of its own',
  ])
  await move(id, stages.quote, { amount: '10000' })
})

test('a formula stands in a condition like any field', async () => {
  await w.administrator.update(Stage, stages.needs.id, { entryFields: [], entryCondition: 'weighted >= 1000' })
  const { id } = await w.sales.create(Opportunity, { name: '产线', amount: '1000', probability: '10' })
  expect(await refused(move(id, stages.needs, { probability: '99' }))).toMatchObject([{ code: 'stage.conditionUnmet' }])
  await move(id, stages.needs, { probability: '100' })
})

test('A97 every path meets the gate: new, many at once, undo, converting a lead', async () => {
  const needs = missing('needs', '进入“需求”之前,请先填写“客户需求”')
  expect(await refused(w.sales.create(Opportunity, { name: '直接', stage: stages.needs.id }))).toEqual([needs])

  const full = await w.sales.create(Opportunity, { name: '齐', needs: '两台' })
  const bare = await w.sales.create(Opportunity, { name: '缺' })
  const items = [full, bare].map(({ id }) => ({
    op: 'update' as const,
    edit: { id, patch: { stage: stages.needs.id } },
  }))
  const results = await runBatch(w.sales, w.sales.object('opportunity'), items, false)
  expect(results.map(({ status }) => status)).toEqual(['updated', 'failed'])
  expect(results[1]!.problem!.details.problems).toMatchObject([{ field: 'needs', code: 'stage.fieldMissing' }])

  // Back, emptied, and the step back undone: it would stand there without what the stage asks for.
  const back = await w.again(w.sales)
  await move(full.id, stages.visit, {}, back)
  await w.sales.update(Opportunity, full.id, { needs: null })
  expect(await refused(undo(await w.again(w.sales), back.cause.request))).toEqual([needs])

  await w.administrator.update(Stage, stages.visit.id, { entryFields: ['expectedClose'] })
  const lead = await w.sales.create(Lead, { name: '王芳', company: '海川机电', source: 'expo' })
  await w.sales.update(Lead, lead.id, { status: 'working' })
  await w.sales.update(Lead, lead.id, { status: 'qualified' })
  expect(await refused(w.sales.run(convertLead, lead.id, { name: '产线' }))).toMatchObject([{ field: 'expectedClose' }])
  expect(await w.sales.find(Customer)).toEqual([])
  await w.sales.update(Lead, lead.id, { timing: '2026-12-20' })
  expect(await w.sales.run(convertLead, lead.id, { name: '产线' })).toMatchObject({ stage: stages.visit.id })
})

test('A97 opening a lost deal again is no way past a gate; out of the recycle bin it comes back where it was', async () => {
  const { id } = await w.sales.create(Opportunity, { name: '产线' })
  await move(id, stages.lost, { lostReason: 'price' })
  expect(await refused(move(id, stages.quote))).toMatchObject([
    { field: 'needs' },
    { field: 'amount' },
    { field: 'expectedClose' },
  ])
  await removeRecords(w.sales, w.sales.object('opportunity'), [id])
  await restoreRecords(w.sales, w.sales.object('opportunity'), [id])
  expect(await w.sales.get(Opportunity, id)).toMatchObject({ stage: stages.lost.id })
  expect(await move(id, stages.visit)).toMatchObject({ outcome: 'open', closedOn: null })
})

test('who may not write what is missing is told whom to ask, and of what she may not see not even the name', async () => {
  const grant = { read: 'all', update: 'all', fields: { amount: 'hidden', needs: 'read' } } as const
  const helper = await w.person({ roles: [await w.role('helper', { opportunity: grant, stage: { read: 'all' } })] })
  const { id } = await w.sales.create(Opportunity, { name: '产线', amount: '777', expectedClose: '2026-12-20' })
  const said = await refused(move(id, stages.quote, {}, helper))
  expect(said).toEqual([
    { code: 'stage.fieldOfOthers', field: 'needs', message: expect.stringContaining('请找上级或管理员') },
    { code: 'stage.conditionUnmet', field: 'stage', message: '一万元以下不单独报价' },
  ])
  await w.sales.update(Opportunity, id, { amount: null })
  const unseen = await refused(move(id, stages.quote, {}, helper))
  expect(unseen.map(({ code }) => code)).toEqual(['stage.fieldOfOthers', 'stage.fieldUnseen'])
  expect(JSON.stringify([said, unseen])).not.toMatch(/777|预计金额|"amount"/)
})

test('what stands where it stands is changed freely, whatever its stage asks for by now', async () => {
  const { id } = await w.sales.create(Opportunity, { name: '产线', stage: stages.needs.id, needs: '两台' })
  await w.administrator.update(Stage, stages.needs.id, { entryFields: ['needs', 'budget', 'contact'] })
  expect(await w.sales.update(Opportunity, id, { nextStep: '打电话' })).toMatchObject({ nextStep: '打电话' })
  expect(await w.sales.update(Opportunity, id, { stage: stages.needs.id, name: '改名' })).toMatchObject({
    name: '改名',
  })
})

test('a stage asks only for fields that people fill in, in conditions that can be read, with five key fields at most', async () => {
  const change = (patch: object) => refused(w.administrator.update(Stage, stages.visit.id, patch))
  expect(await change({ entryFields: ['nonsense'] })).toMatchObject([{ field: 'entryFields' }])
  for (const made of ['weighted', 'number', 'outcome', 'createdAt'])
    expect(await change({ entryFields: [made] })).toMatchObject([{ code: 'stage.notFillable' }])
  expect(await change({ entryCondition: 'amount >' })).toMatchObject([{ field: 'entryCondition' }])
  expect(await change({ entryCondition: 'salary > 1' })).toMatchObject([{ field: 'entryCondition' }])
  const six = ['name', 'amount', 'needs', 'budget', 'contact', 'number']
  expect(await change({ keyFields: six })).toMatchObject([{ code: 'stage.tooManyKeyFields' }])
  await w.administrator.update(Stage, stages.visit.id, { keyFields: six.slice(1), guidance: '约到能拍板的人' })
})
