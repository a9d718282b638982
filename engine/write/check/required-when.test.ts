import { expect, test } from 'vitest'
import { defineObject, f, type Module } from '#engine'
import { modules } from '#modules/all'
import { workspace } from '#test/workspace'

const Order = defineObject('order', {
  label: '订单',
  title: 'name',
  list: ['name'],
  fields: {
    name: f.text('名称', { required: true }),
    level: f.choice('级别', { options: { normal: '普通', urgent: '加急' } }),
    price: f.money('单价'),
    amount: f.integer('数量'),
    total: f.formula('总额', { expression: 'price * amount', result: 'money' }),
    reason: f.text('加急原因', { requiredWhen: 'level == "urgent"' }),
    approver: f.text('批准人', { requiredWhen: 'total > 10000', visibleWhen: 'level != "urgent"' }),
    secret: f.text('底价说明', { requiredWhen: 'amount > 100' }),
  },
  grants: {
    administrator: { read: 'all', create: true, update: 'all' },
    sales: { read: 'all', create: true, update: 'all', fields: { secret: 'hidden' } },
    manager: { read: 'all', create: true, update: 'all', fields: { secret: 'read' } },
  },
})

const orders: Module = { name: 'orders', label: '订单', needs: [], objects: [Order], actions: [], en: {} }
const opened = () => workspace({ modules: [...modules, orders] })
const asks = (...fields: string[]) => ({
  details: { problems: fields.map((field) => expect.objectContaining({ code: 'field.required', field })) },
})

test('a field is asked for while its condition holds, and only then', async () => {
  const { administrator: ctx } = await opened()
  await expect(ctx.create(Order, { name: '急单', level: 'urgent' })).rejects.toMatchObject(asks('reason'))
  const { id } = await ctx.create(Order, { name: '常单', level: 'normal' })
  await expect(ctx.update(Order, id, { level: 'urgent' })).rejects.toMatchObject(asks('reason'))
  await ctx.update(Order, id, { level: 'urgent', reason: '停线' })
  await expect(ctx.update(Order, id, { reason: null })).rejects.toMatchObject(asks('reason'))
  await ctx.update(Order, id, { level: 'normal', reason: null })
})

test('a condition may look at a formula, and what a form does not show is not asked for', async () => {
  const { administrator: ctx } = await opened()
  await expect(ctx.create(Order, { name: '大单', price: '5001', amount: 2 })).rejects.toMatchObject(asks('approver'))
  await ctx.create(Order, { name: '大急单', price: '5001', amount: 2, level: 'urgent', reason: '停线' })
  const { id } = await ctx.create(Order, { name: '小单', price: '5000', amount: 2 })
  await expect(ctx.update(Order, id, { amount: 3 })).rejects.toMatchObject(asks('approver'))
})

test('an old record is not held up by what it lacks until somebody touches what the condition looks at', async () => {
  const w = await opened()
  const ctx = w.administrator
  const { id } = await ctx.create(Order, { name: '旧单', price: '5001', amount: 1 })
  // As it stood before anybody asked: nobody approved it.
  await w.session.query(`update "${w.schema}"."order" set amount = 5 where id = $1`, [id])
  expect(await ctx.update(Order, id, { name: '旧单改名' })).toMatchObject({ name: '旧单改名' })
  await expect(ctx.update(Order, id, { amount: 6 })).rejects.toMatchObject(asks('approver'))
  await ctx.update(Order, id, { amount: 6, approver: '王总' })
})

test('who cannot fill it in is told whom to ask; what she may not see is not named', async () => {
  const w = await opened()
  const made = { name: '多', amount: 101 }
  await expect(w.manager.create(Order, made)).rejects.toMatchObject({
    details: { problems: [{ code: 'field.requiredOfOthers', field: 'secret' }] },
  })
  const error = await w.sales.create(Order, made).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ details: { problems: [{ code: 'field.requiredUnseen', field: undefined }] } })
  expect(JSON.stringify((error as { details: object }).details)).not.toMatch(/secret|底价/)
})
