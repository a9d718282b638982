import { beforeEach, expect, test } from 'vitest'
import type { Context } from '#engine'
import { Customer } from '#modules/customers'
import { type Workspace, workspace } from '#test/workspace'
import { Opportunity } from './opportunity.ts'
import { Pipeline, Stage } from './pipeline.ts'

let w: Workspace
let later: Record<'visit' | 'quote' | 'won' | 'lost' | 'parts', Stage>
beforeEach(async () => {
  w = await workspace()
  // Made first, but not the first to be used.
  const parts = await w.administrator.create(Pipeline, { name: '备件', position: 2 })
  const machines = await w.administrator.create(Pipeline, { name: '新机', position: 1 })
  const stage = (pipeline: Pipeline, name: string, position: number, probability: string, outcome?: 'won' | 'lost') =>
    w.administrator.create(Stage, {
      pipeline: pipeline.id,
      name,
      position,
      probability,
      ...(outcome ? { outcome } : {}),
    })
  later = {
    parts: await stage(parts, '询价', 1, '40'),
    quote: await stage(machines, '报价', 2, '60'),
    visit: await stage(machines, '初访', 1, '10'),
    won: await stage(machines, '赢单', 3, '100', 'won'),
    lost: await stage(machines, '输单', 4, '0', 'lost'),
  }
})

const step = (id: Opportunity['id'], stage: Stage, ctx: Context = w.sales) =>
  ctx.update(Opportunity, id, { stage: stage.id })

test('a new opportunity starts at the first stage of the first pipeline, with the probability of that stage', async () => {
  expect(await w.sales.create(Opportunity, { name: '产线' })).toMatchObject({
    pipeline: later.visit.pipeline,
    stage: later.visit.id,
    probability: '10',
    outcome: 'open',
    closedOn: null,
    stageSince: w.sales.now,
  })
  expect(await w.sales.create(Opportunity, { name: '备件', pipeline: later.parts.pipeline })).toMatchObject({
    stage: later.parts.id,
    probability: '40',
  })
  expect(
    await w.sales.create(Opportunity, { name: '直接报价', stage: later.quote.id, probability: '75' }),
  ).toMatchObject({
    pipeline: later.quote.pipeline,
    probability: '75',
  })
})

test('a step takes the probability of its stage, unless one is given along with it', async () => {
  const { id } = await w.sales.create(Opportunity, { name: '产线', amount: '1000' })
  expect(await step(id, later.quote)).toMatchObject({ probability: '60', weighted: expect.stringMatching(/^600/) })
  expect(await w.sales.update(Opportunity, id, { probability: '80' })).toMatchObject({
    stage: later.quote.id,
    probability: '80',
  })
  expect(await w.sales.update(Opportunity, id, { stage: later.visit.id, probability: '30' })).toMatchObject({
    probability: '30',
  })
})

test('A97 a stage of another pipeline is refused; with its pipeline it is a move', async () => {
  const { id } = await w.sales.create(Opportunity, { name: '产线' })
  await expect(step(id, later.parts)).rejects.toMatchObject({
    code: 'opportunity.stageElsewhere',
    status: 422,
    field: 'stage',
  })
  const elsewhere = { name: 'x', pipeline: later.visit.pipeline, stage: later.parts.id }
  await expect(w.sales.create(Opportunity, elsewhere)).rejects.toMatchObject({ code: 'opportunity.stageElsewhere' })
  expect(await w.sales.update(Opportunity, id, { pipeline: later.parts.pipeline })).toMatchObject({
    stage: later.parts.id,
  })
  const back = { pipeline: later.quote.pipeline, stage: later.quote.id }
  expect(await w.sales.update(Opportunity, id, back)).toMatchObject({ ...back, probability: '60' })
})

test("winning sets the day on the workspace's calendar and counts for the customer; reopening takes both back", async () => {
  const customer = await w.sales.create(Customer, { name: '海川' })
  const { id } = await w.sales.create(Opportunity, { name: '产线', customer: customer.id, amount: '120000.00' })
  const figures = async () => {
    const { wonAmount, openOpportunities } = await w.sales.get(Customer, customer.id)
    return { wonAmount, openOpportunities }
  }
  expect(await figures()).toEqual({ wonAmount: '0', openOpportunities: '1' })

  const lateInShanghai = await w.again(w.sales, '2026-12-31T16:30:00.000Z')
  expect(await step(id, later.won, lateInShanghai)).toMatchObject({
    outcome: 'won',
    closedOn: '2027-01-01',
    probability: '100',
  })
  expect(await figures()).toEqual({ wonAmount: '120000', openOpportunities: '0' })

  expect(await step(id, later.quote)).toMatchObject({ outcome: 'open', closedOn: null, probability: '60' })
  expect(await figures()).toEqual({ wonAmount: '0', openOpportunities: '1' })
  expect(await step(id, later.lost)).toMatchObject({ outcome: 'lost', probability: '0' })
})

test('what is imported as won keeps the day on which it was won', async () => {
  const won = { name: '旧单', stage: later.won.id, closedOn: '2025-05-05' }
  expect(await w.sales.create(Opportunity, won)).toMatchObject({ outcome: 'won', closedOn: '2025-05-05' })
})

test('the outcome follows the stage alone', async () => {
  const { id } = await w.sales.create(Opportunity, { name: '产线' })
  const changed = await w.sales.update(Opportunity, id, { name: '改名' })
  expect(changed).toMatchObject({ stage: later.visit.id, stageSince: w.sales.now, outcome: 'open' })
  expect(await w.sales.update(Opportunity, id, { stage: null })).toMatchObject({ stage: later.visit.id })
})

test('without any pipeline an opportunity stands nowhere, and is open', async () => {
  const bare = await workspace()
  expect(await bare.sales.create(Opportunity, { name: '产线' })).toMatchObject({
    stage: null,
    outcome: 'open',
    probability: null,
  })
})
