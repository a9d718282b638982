import { expect, test } from 'vitest'
import { createRecords, fillFields, runList, updateRecords } from '#engine'
import { customized } from '#test/customized'
import { workspace } from '#test/workspace'
import type { ObjectMeta } from '../../api/metadata.ts'
import { type Condition, writeConditions as filterOf } from '../../list/filter/conditions.ts'
import { plainField } from '../schema/plain-field.ts'
import { writeConditions } from './write-condition.ts'

const is = (field: string, operator: string, value: unknown): Condition => ({ field, operator, value })

/** Chosen conditions, one or more to a roll-up, of each way in which they are written. */
const chosen: readonly (readonly Condition[])[] = [
  [is('outcome', 'in', ['won', 'lost']), is('closedOn', 'between', ['2026-01-01', '2026-12-31'])],
  [is('amount', 'gte', '100'), is('amount', 'ne', '250')],
  [is('lostReason', 'notIn', ['price', 'other'])],
  [is('competitors', 'hasAny', ['甲厂', '乙厂'])],
  [is('competitors', 'hasAll', ['甲厂', '乙厂'])],
  [is('competitors', 'hasNone', ['甲厂'])],
  [is('name', 'contains', 'PUMP')],
  [is('name', 'startsWith', '精密'), is('nextStep', 'empty', true)],
  [is('x_place', 'within', '310000')],
  [is('x_urgent', 'eq', false)],
]

test('a roll-up counts the very records that the same conditions find in a list, older ones and new ones', async () => {
  const w = await workspace()
  const c = customized(w)
  const own = { object: 'opportunity', options: {} }
  await c.add({ ...own, name: 'place', kind: 'address', label: '安装地' })
  await c.add({ ...own, name: 'urgent', kind: 'flag', label: '加急' })
  const meta = {
    name: 'opportunity',
    fields: [...c.object('opportunity').fields.values()].map(({ name, field }) => plainField(name, field.kind, name)),
  } as unknown as ObjectMeta
  const [customer] = await createRecords(c.system(), c.object('customer'), [{ name: '海川' }])
  const deals = [
    { name: '精密 Pump', amount: '100', closedOn: '2026-01-01', lostReason: 'price', competitors: ['甲厂', '乙厂'] },
    { name: '精密车床', amount: '250', closedOn: '2026-12-31', lostReason: 'product', x_place: { region: '310115' } },
    { name: '普通', amount: '99.99', nextStep: '约见', competitors: ['乙厂'], x_urgent: false },
    { name: 'pump house', amount: null, x_place: { region: '320500' }, x_urgent: true },
  ].map((deal) => ({ ...deal, customer: customer!.id }))
  const write = async () => {
    const made = await createRecords(c.system(), c.object('opportunity'), deals)
    // People do not write the outcome: here it stands for what their stages bring about.
    const outcomes = ['won', 'lost', 'open', 'won']
    const edits = made.map(({ id }, i) => ({ id, patch: { outcome: outcomes[i] } }))
    await updateRecords(c.system(), c.object('opportunity'), edits)
  }
  const differences = async () => {
    const names = chosen.map((_, i) => `x_count${i}`)
    const { documents } = await runList(c.system(), c.object('customer'), { fields: names })
    const counts = JSON.parse(documents[0]!) as Record<string, string>
    const found = await Promise.all(
      chosen.map(async (conditions) => {
        const filter = { and: [{ customer: customer!.id }, filterOf(conditions)] }
        return (await runList(c.system(), c.object('opportunity'), { filter, limit: 200 })).documents.length
      }),
    )
    return { counted: names.map((name) => Number(counts[name])), found }
  }

  await write()
  for (const [i, conditions] of chosen.entries()) {
    const rollup = { of: 'opportunity', by: 'customer', measure: 'count', where: writeConditions(meta, conditions) }
    await c.add({ object: 'customer', name: `count${i}`, label: `数${i}`, kind: 'rollup', options: { rollup } })
  }
  await fillFields(c.system(), { settleSeconds: 0 })
  const older = await differences()
  expect(older.counted).toEqual(older.found)
  expect(older.found.every((count) => count > 0 && count < deals.length)).toBe(true)
  await write()
  const all = await differences()
  expect(all.counted).toEqual(all.found)
  expect(all.found).toEqual(older.found.map((count) => 2 * count))
})
