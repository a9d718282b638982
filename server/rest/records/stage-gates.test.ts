import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type TestServer } from '#test/server'

let s: TestServer
const stages: Record<string, string> = {}
beforeAll(async () => {
  s = await openServer()
  for (const { id, name } of (await s.admin.call('GET', '/records/stage?fields=name')).body.data) stages[name] = id
  await s.admin.call('PATCH', `/records/stage/${stages['方案报价']}`, { entryFields: ['amount', 'budget'] }, any)
})
afterAll(() => s.close())

const any = { 'if-match': '*' }
const deal = async (values: object) => (await s.amy.call('POST', '/records/opportunity', values)).body.id as string
const move = (id: string, values: object = {}, headers = {}) =>
  s.amy.call('PATCH', `/records/opportunity/${id}`, { stage: stages['方案报价'], ...values }, { ...any, ...headers })

test('a refused move names every field it lacks, in the words of the reader', async () => {
  const id = await deal({ name: '产线' })
  const refused = await move(id)
  expect(refused.body).toMatchObject({
    status: 422,
    code: 'request.invalid',
    problems: [
      { field: 'amount', code: 'stage.fieldMissing', message: '进入“方案报价”之前,请先填写“预计金额”' },
      { field: 'budget', code: 'stage.fieldMissing', message: '进入“方案报价”之前,请先填写“客户预算”' },
    ],
  })
  const english = await move(id, {}, { 'accept-language': 'en' })
  expect(english.body.problems[0].message).toBe('Fill in “Amount” before this goes on to “方案报价”')
  expect((await move(id, { amount: '860000', budget: '900000' })).status).toBe(200)
})

test('a record comes with the stages of its way where a screen asks for them', async () => {
  await s.admin.call(
    'PATCH',
    `/records/stage/${stages['需求分析']}`,
    { keyFields: ['budget'], guidance: '问清预算' },
    any,
  )
  const id = await deal({ name: '产线' })
  const { body } = await s.amy.call('GET', `/records/opportunity/${id}?fields=name,pipeline.name&path=true`)
  expect(body).toMatchObject({
    name: '产线',
    path: [{ name: '初步接触' }, { keyFields: ['budget'], guidance: '问清预算' }, {}, {}, {}, {}],
  })
  expect((await s.amy.call('GET', `/records/opportunity/${id}`)).body).not.toHaveProperty('path')
  const customer = await s.amy.call('POST', '/records/customer', { name: '没有流程的' })
  expect((await s.amy.call('GET', `/records/customer/${customer.body.id}?path=true`)).body.path).toEqual([])
})

test('a bulk change moves those that have what it takes, and says of the others why not', async () => {
  const ids = [await deal({ name: '齐', amount: '1', budget: '1' }), await deal({ name: '缺预算', amount: '1' })]
  const asked = { operation: 'update', ids, set: { stage: stages['方案报价'] } }
  const { body } = await s.amy.call('POST', '/records/opportunity/bulk-changes', asked)
  expect(body).toMatchObject({ status: 'done', tried: 2, changed: 1 })
  const failures = await s.amy.call('GET', `/bulk-changes/${body.id}/failures`)
  expect(failures.body.data).toMatchObject([
    { id: ids[1], problem: { field: 'budget', message: '进入“方案报价”之前,请先填写“客户预算”' } },
  ])
})

test('a form is told when a field must be filled in; who may not read what that depends on is not', async () => {
  const field = { kind: 'text', name: 'why', label: '大单说明', options: { requiredWhen: 'amount > 1000000' } }
  expect((await s.admin.call('POST', '/schema/objects/opportunity/fields', field)).status).toBe(201)
  const seenBy = async (who: typeof s.amy) =>
    (await who.call('GET', '/meta')).body.objects
      .find(({ name }: { name: string }) => name === 'opportunity')
      .fields.find(({ name }: { name: string }) => name === 'x_why')
  expect(await seenBy(s.amy)).toMatchObject({ required: false, requiredWhen: 'amount > 1000000', requirement: {} })
  expect(await seenBy(s.sup)).not.toHaveProperty('requirement')

  const big = { name: '大单', amount: '2000000' }
  const refused = await s.amy.call('POST', '/records/opportunity', big)
  expect(refused.body.problems).toMatchObject([{ field: 'x_why', code: 'field.required' }])
  expect((await s.amy.call('POST', '/records/opportunity', { ...big, x_why: '年度框架' })).status).toBe(201)
  const broken = { ...field, name: 'broken', options: { requiredWhen: 'amount >' } }
  const misread = await s.admin.call('POST', '/schema/objects/opportunity/fields', broken)
  expect(misread.body).toMatchObject({ status: 422, field: 'requiredWhen' })
  const used = await s.admin.call('GET', '/schema/objects/opportunity/fields/amount')
  expect(used.body.usages).toContainEqual({ kind: 'condition', name: '商机 · 大单说明', breaks: true })
})
