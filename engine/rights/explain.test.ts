import { fc } from '#test/chance'
import { beforeAll, expect, test } from 'vitest'
import { Customer } from '#modules/customers'
import { Opportunity } from '#modules/sales'
import { type Workspace, workspace } from '#test/workspace'
import { removeRecords } from '../write/remove.ts'
import { buildWorld } from '#test/worlds/build-world'
import { explainField, explainRecord, whoCanSee } from './explain.ts'
import { mayNaively } from '#test/worlds/naive-rights'
import { recordsOf, worldObjects, worlds } from '#test/worlds/random-world'
import { fieldSentences, sentences } from './sentences.ts'

let w: Workspace
beforeAll(async () => {
  w = await workspace()
})

const told = async (...args: Parameters<typeof explainRecord>) => sentences(await explainRecord(...args), 'zh-CN')
const customer = () => w.system.object('customer')

test(
  'the explanation is the decision, and names a way that holds exactly where it allows',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const { people, ids } = await buildWorld(w, world)
        for (const [who, ctx] of people.entries())
          for (const object of worldObjects)
            for (const verb of ['read', 'update', 'delete'] as const) {
              const [record, id] = [recordsOf(world, object)[0]!, ids[object][0]!]
              const allowed = !record.deleted && mayNaively(world, who, object, record, verb)
              const explanation = await explainRecord(w.system, w.system.object(object), id, ctx.actor.id, verb)
              const named = explanation.reasons.some((r) => r.holds && r.roles.length > 0)
              expect([explanation.allowed, named || !allowed]).toEqual([allowed, true])
              expect(sentences(explanation, 'zh-CN').length).toBeGreaterThan(0)
              expect(sentences(explanation, 'en').join()).not.toMatch(/undefined|[“”]{2}/)
            }
        for (const object of worldObjects) {
          const { users } = await whoCanSee(w.system, w.system.object(object), ids[object][0]!, 1_000)
          const [record] = recordsOf(world, object)
          const allowed = people
            .filter((_, who) => !record!.deleted && mayNaively(world, who, object, record!, 'read'))
            .map((p) => p.actor.id)
          const inWorld = new Set(people.map((p) => p.actor.id))
          expect(
            users
              .map((u) => u.id)
              .filter((id) => inWorld.has(id))
              .sort(),
          ).toEqual(allowed.sort())
        }
      }),
      { numRuns: 10, interruptAfterTimeLimit: 60_000 },
    )
  },
)

test('an owner sees her record because she owns it', async () => {
  const { id } = await w.sales.create(Customer, { name: '海川机电' })
  expect(await told(w.security, customer(), id, w.sales.actor.id)).toEqual([
    'sales能看到这条客户,因为本人是负责人(角色“销售”允许查看自己的)。',
    'sales能看到这条客户,因为它归属本人所在的部门(角色“销售”允许查看本部门的)。',
  ])
  expect(await told(w.security, customer(), id, w.administrator.actor.id)).toEqual([
    'administrator能看到这条客户,因为角色“管理员”允许查看全部客户。',
  ])
  expect(sentences(await explainRecord(w.security, customer(), id, w.sales.actor.id, 'update'), 'en')).toEqual([
    'sales can change this Customer because she owns it (the role “销售” allows changing her own).',
  ])
})

test('a closed record says every way that is closed', async () => {
  const { id } = await w.sales.create(Customer, { name: '北方' })
  expect(await told(w.security, customer(), id, w.southSales.actor.id)).toEqual([
    'southSales看不到这条客户,因为本人不是负责人。',
    'southSales看不到这条客户,因为它不归属本人所在的部门。',
    'southSales看不到这条客户,因为本人不是它的协作人(或已到期)。',
  ])
  expect(await told(w.security, customer(), id, w.auditor.actor.id)).toEqual([
    'auditor看不到这条客户,因为角色“审计员”不允许查看客户。',
  ])
  expect(await told(w.security, customer(), id, (await w.person({ name: '新人' })).actor.id)).toEqual([
    '新人看不到这条客户,因为没有任何角色。',
  ])
})

test('a parent, the recycle bin and a closed account are named', async () => {
  const opportunities = w.system.object('opportunity')
  const own = await w.southSales.create(Customer, { name: '南方客户' })
  const deal = await w.system.create(Opportunity, { name: '别人的商机', customer: own.id })
  expect(await told(w.security, opportunities, deal.id, w.southSales.actor.id)).toEqual([
    'southSales能看到这条商机,因为本人能看到它的“客户”(角色“销售”允许查看能看到其“客户”的)。',
  ])
  await removeRecords(w.system, opportunities, [deal.id])
  expect(await told(w.security, opportunities, deal.id, w.southSales.actor.id)).toEqual([
    'southSales看不到这条商机,因为它在回收站里。',
  ])

  const leaver = await w.person({ name: '老王', roles: [w.roles['administrator']!] })
  await w.session.query(`update "${w.schema}"."user" set active = false where id = $1`, [leaver.actor.id])
  expect(await told(w.security, customer(), own.id, leaver.actor.id)).toEqual([
    '老王看不到这条客户,因为这个账号已停用。',
  ])
})

test('who may not see a record hears nothing of it; who sees it may ask who else does', async () => {
  const { id } = await w.sales.create(Customer, { name: '谁能看' })
  const asked = explainRecord(w.southSales, customer(), id, w.sales.actor.id)
  await expect(asked).rejects.toMatchObject({ code: 'record.notFound' })
  await expect(whoCanSee(w.southSales, customer(), id)).rejects.toMatchObject({ code: 'record.notFound' })

  const { users } = await whoCanSee(w.sales, customer(), id)
  const names = users.map((u) => u.name)
  expect(names).toEqual(
    expect.arrayContaining(['sales', 'otherSales', 'manager', 'administrator', 'marketer', 'service', 'reader']),
  )
  expect(names).not.toContain('southSales')
  expect(await whoCanSee(w.sales, customer(), id, 2)).toMatchObject({ users: users.slice(0, 2), more: true })
})

test("a field's right is the widest that a role gives, and never wider than its sources", async () => {
  const field = async (name: string, userId: string) =>
    fieldSentences(await explainField(w.security, customer(), name, userId), 'zh-CN')
  expect(await field('phone', w.marketer.actor.id)).toEqual([
    'marketer对“电话”只能看到脱敏后的。',
    '角色“市场”:只能看到脱敏后的。',
  ])
  const both = await w.person({ name: '兼职', roles: [w.roles['marketer']!, w.roles['sales']!] })
  expect(await explainField(w.security, customer(), 'phone', both.actor.id)).toMatchObject({
    right: 'write',
    narrowed: false,
  })
  // The marketer may not see amounts of opportunities, which this sum is made of.
  expect(await explainField(w.security, customer(), 'wonAmount', w.marketer.actor.id)).toMatchObject({
    right: 'hidden',
    narrowed: true,
  })

  const hidden = await explainField(w.sales, customer(), 'creditLimit', w.sales.actor.id).catch((e: Error) => e.message)
  const typo = await explainField(w.sales, customer(), 'creditLimt', w.sales.actor.id).catch((e: Error) => e.message)
  expect((hidden as string).replace('creditLimit', '')).toBe((typo as string).replace('creditLimt', ''))
})

test('a roll-up whose condition reads a hidden field is hidden with it', async () => {
  const role = await w.role('看不到结果', {
    customer: { read: 'all' },
    opportunity: { read: 'all', fields: { outcome: 'hidden' } },
  })
  const { actor } = await w.person({ roles: [role] })
  expect(await explainField(w.security, customer(), 'openOpportunities', actor.id)).toMatchObject({
    right: 'hidden',
    narrowed: true,
  })
})
