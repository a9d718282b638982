import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type TestServer } from '#test/server'

let s: TestServer
beforeAll(async () => {
  s = await openServer()
  await s.admin.call('POST', '/schema/objects/customer/fields', {
    kind: 'text',
    name: 'reason',
    label: '重点原因',
    options: { required: true, visibleWhen: 'level == "A"' },
  })
})
afterAll(() => s.close())

const fieldOf = async (who = s.amy) =>
  (await who.call('GET', '/meta')).body.objects
    .find(({ name }: any) => name === 'customer')
    .fields.find(({ name }: any) => name === 'x_reason')

test('a form is told the condition as it was written, and checked for evaluation', async () => {
  expect(await fieldOf()).toMatchObject({
    visibleWhen: 'level == "A"',
    visible: { op: 'call', name: 'equal', type: 'flag', args: [{ op: 'field', path: ['level'] }, { value: 'A' }] },
  })
})

test('what a form does not show is not asked for; what it shows is', async () => {
  const plain = await s.amy.call('POST', '/records/customer', { name: '普通客户', level: 'B' })
  expect(plain.status).toBe(201)
  const refused = await s.amy.call('POST', '/records/customer', { name: '重点客户', level: 'A' })
  expect(refused.body).toMatchObject({ status: 422, problems: [{ field: 'x_reason', code: 'field.required' }] })

  const raise = (values: object) =>
    s.amy.call('PATCH', `/records/customer/${plain.body.id}`, values, { 'if-match': '*' })
  expect((await raise({ level: 'A' })).body.problems).toMatchObject([{ field: 'x_reason' }])
  expect((await raise({ level: 'A', x_reason: '扩产' })).status).toBe(200)
  // Hidden again, it keeps its value: nothing is lost by a change of mind.
  expect((await raise({ level: 'B' })).body).toMatchObject({ level: 'B', x_reason: '扩产' })
})

test('a condition over a field that somebody may not read is none for her', async () => {
  await s.admin.call('POST', '/schema/objects/opportunity/fields', {
    kind: 'text',
    name: 'approval',
    label: '大额说明',
    options: { visibleWhen: 'amount > 1000000' },
  })
  const seenBy = async (who: typeof s.amy) =>
    (await who.call('GET', '/meta')).body.objects
      .find(({ name }: any) => name === 'opportunity')
      .fields.find(({ name }: any) => name === 'x_approval')
  expect(await seenBy(s.amy)).toMatchObject({ visibleWhen: 'amount > 1000000' })
  const hers = await seenBy(s.sup)
  expect(hers).not.toHaveProperty('visibleWhen')
  expect(hers).not.toHaveProperty('visible')
})
