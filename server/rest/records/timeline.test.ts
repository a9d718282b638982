import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type TestServer } from '#test/server'

let s: TestServer
let customer: string
let opportunity: string
beforeAll(async () => {
  s = await openServer()
  customer = (await s.amy.call('POST', '/records/customer', { name: '海川机电' })).body.id
  opportunity = (await s.amy.call('POST', '/records/opportunity', { name: '产线改造', customer })).body.id
  const at = (object: string, id: string) => ({ about: { object, id } })
  await s.amy.call('POST', '/records/activity', {
    subject: '首次拜访',
    content: '三季度扩产',
    ...at('customer', customer),
  })
  await s.amy.call('POST', '/records/activity', { subject: '谈了交期', ...at('opportunity', opportunity) })
  await s.amy.call('POST', '/records/task', { subject: '周五发方案', ...at('customer', customer) })
  await s.mgr.call('POST', '/records/comment', { text: '盯紧', mentions: [s.amy.id], ...at('customer', customer) })
})
afterAll(() => s.close())

const timeline = async (query = '', who = s.amy) =>
  (await who.call('GET', `/records/customer/${customer}/timeline${query}`)).body
const texts = (body: any): string[] =>
  body.data.map((entry: any) => entry.record?.subject ?? entry.record?.text ?? entry.op)

test('what happened with an opportunity stands in the time line of its customer, and says where it was', async () => {
  const body = await timeline()
  expect(texts(body)).toEqual(['盯紧', '周五发方案', '谈了交期', '首次拜访', 'create'])
  expect(body.data[2].record.about).toEqual({ object: 'opportunity', id: opportunity, title: '产线改造' })
  expect(body.data[0].record.mentions).toEqual([{ id: s.amy.id, name: 'amy' }])
})

test('it is narrowed by kind, by person and by words', async () => {
  expect(texts(await timeline('?type=activity'))).toEqual(['谈了交期', '首次拜访'])
  expect(texts(await timeline('?type=change'))).toEqual(['create'])
  expect(texts(await timeline(`?actor=${s.mgr.id}`))).toEqual(['盯紧'])
  expect(texts(await timeline(`?q=${encodeURIComponent('扩产')}`))).toEqual(['首次拜访'])
})

test('pages follow each other without gap or repetition, also where many things happened at one moment', async () => {
  const records = Array.from({ length: 9 }, (_, i) => ({
    subject: `批量 ${i}`,
    about: { object: 'customer', id: customer },
  }))
  await s.amy.call('POST', '/records/activity/batch', { operation: 'create', records })
  const seen: string[] = []
  let cursor = ''
  do {
    const page = await timeline(`?limit=4${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
    expect(page.data.length).toBeLessThanOrEqual(4)
    seen.push(...texts(page))
    cursor = page.next ?? ''
  } while (cursor)
  expect(seen).toHaveLength(14)
  expect(new Set(seen).size).toBe(14)
  expect(seen.slice(-5)).toEqual(['盯紧', '周五发方案', '谈了交期', '首次拜访', 'create'])
})

test('the cursor of one person is none for another, and a record out of reach has no time line', async () => {
  const { next } = await timeline('?limit=1')
  const path = `/records/customer/${customer}/timeline`
  expect((await s.mgr.call('GET', `${path}?cursor=${encodeURIComponent(next)}`)).status).toBe(400)
  expect((await s.eve.call('GET', path)).status).toBe(404)
})
