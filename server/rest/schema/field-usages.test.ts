import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type TestServer } from '#test/server'

let s: TestServer
beforeAll(async () => {
  s = await openServer()
})
afterAll(() => s?.close())

const fields = '/schema/objects/opportunity/fields'
const add = async (name: string, kind: string, options: object = {}) => {
  const made = await s.admin.call('POST', fields, { name, kind, label: name, options })
  expect(made.status, made.text).toBe(201)
}
const usagesOf = async (name: string) => (await s.admin.call('GET', `${fields}/x_${name}`)).body.usages
const view = (object: string, name: string, query: object) =>
  s.amy.call('POST', '/records/view', { name, object, query })
/** The first stages of the pipeline that every company has. */
const stages = async () =>
  (await s.admin.call('GET', '/records/stage?fields=name,pipeline.name&sort=position')).body.data
const setStage = async (id: string, values: object) => {
  const set = await s.admin.call('PATCH', `/records/stage/${id}`, values, { 'if-match': '*' })
  expect(set.status, set.text).toBe(200)
}

test('a field names all that speaks of it: stages, views of any object, templates, conditions, sharing rules', async () => {
  await add('risk', 'integer')
  await add('why', 'text', { requiredWhen: 'x_risk > 5', visibleWhen: 'x_risk > 1' })
  const rollup = { of: 'opportunity', by: 'customer', measure: 'count', where: 'x_risk > 5' }
  await s.admin.call('POST', '/schema/objects/customer/fields', {
    name: 'risky',
    kind: 'rollup',
    label: '高风险商机',
    options: { rollup },
  })
  const [first, second] = await stages()
  await setStage(first.id, { keyFields: ['x_risk'] })
  await setStage(second.id, { entryCondition: 'has(x_risk)', entryFields: ['x_risk', 'x_why'] })
  await view('opportunity', '看列的', { cols: 'name,x_risk:120', sort: '-x_risk' })
  await view('customer', '有高风险的', { filter: { opportunities: { some: { x_risk: { gt: 5 } } } } })
  await view('activity', '无关的', { filter: { subject: { contains: 'x_risk' } }, cols: 'subject' })
  const columns = [{ header: '风险', field: 'x_risk' }]
  const settings = { columns, match: [], policy: 'skip', acceptShortRows: false }
  await s.admin.call('POST', '/records/importTemplate', { name: '旧系统', object: 'opportunity', settings })
  const role = s.roles.get('reader')
  const { body: rights } = await s.admin.call('GET', `/roles/${role}/rights`)
  const grants = {
    ...rights.grants,
    opportunity: { read: 'own', readAlso: [{ name: '有风险的', when: 'x_risk > 8' }] },
  }
  const put = await s.admin.call('PUT', `/roles/${role}/rights`, { grants, abilities: rights.abilities ?? [] })
  expect(put.status, put.text).toBe(200)

  const at = (stage: any) => `${stage.pipeline.name} · ${stage.name}`
  const use = (kind: string, name: string, breaks: boolean) => ({ kind, name, breaks })
  const usages = await usagesOf('risk')
  expect(usages).toEqual(
    expect.arrayContaining([
      use('condition', '商机 · why', true),
      use('rollup', '客户 · 高风险商机', true),
      use('stage', at(first), false),
      use('stage', at(second), true),
      use('view', '看列的', false),
      use('view', '有高风险的', false),
      use('importTemplate', '旧系统', false),
      { kind: 'sharing', name: expect.stringContaining('有风险的'), breaks: true },
    ]),
  )
  expect(usages).toHaveLength(8)
  const refused = await s.admin.call('POST', `${fields}/x_risk/retire`)
  expect(refused.body).toMatchObject({ code: 'schema.inUse' })
  expect(refused.body.detail).toContain(at(second))
})

test('what only shows a field goes on without it: the stage asks for no more, the template leaves its column out', async () => {
  await add('gone', 'text')
  const [first] = await stages()
  await setStage(first.id, { entryFields: ['x_gone'], keyFields: ['x_gone'] })
  const columns = ['商机名称', '去向'].map((header, i) => ({ header, field: ['name', 'x_gone'][i] }))
  const settings = { columns, match: [['x_gone']], policy: 'skip', acceptShortRows: false }
  const kept = await s.admin.call('POST', '/records/importTemplate', { name: '模板', object: 'opportunity', settings })
  const upload = async () => {
    const response = await fetch(`${s.url}/api/v1/imports?object=opportunity`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', 'x-file-name': 'a.csv', cookie: s.admin.cookie },
      body: '商机名称,去向\n甲,南\n',
    })
    return ((await response.json()) as { id: string }).id
  }
  const before = await upload()
  await s.admin.call('PATCH', `/imports/${before}`, { template: kept.body.id })
  expect((await s.admin.call('POST', `${fields}/x_gone/retire`)).status).toBe(200)

  const made = await s.amy.call('POST', '/records/opportunity', { name: '甲', stage: first.id })
  expect(made.status, made.text).toBe(201)
  const set = await s.admin.call('PATCH', `/imports/${await upload()}`, { template: kept.body.id })
  expect(set.body.columns.map((column: any) => column.mapping)).toEqual([{ field: 'name' }, null])
  // What was mapped before the field went says so instead of losing the column.
  await s.admin.call('POST', `/imports/${before}/check`)
  const now = async () => (await s.admin.call('GET', `/imports/${before}`)).body
  await expect.poll(async () => (await now()).status).not.toBe('checking')
  expect(await now()).toMatchObject({ status: 'failed', problem: { code: 'request.invalid' } })
})

test('an option tells how many records have it and what speaks of it, before it goes', async () => {
  await add('mood', 'multiChoice', { options: { up: '看好', down: '不看好' } })
  await add('mark', 'flag', { visibleWhen: 'x_mood.exists(one, one in ["down"])' })
  await s.amy.call('POST', '/records/opportunity', { name: '乙', x_mood: ['up', 'down'] })
  await view('opportunity', '不看好的', { filter: { x_mood: { hasAny: ['down'] } } })
  const asked = async (option: string) =>
    (await s.admin.call('GET', `${fields}/x_mood/option-usages?option=${option}`)).body
  expect(await asked('up')).toEqual({ records: 1, usages: [] })
  expect(await asked('down')).toEqual({
    records: 1,
    usages: [
      { kind: 'condition', name: '商机 · mark', breaks: false },
      { kind: 'view', name: '不看好的', breaks: false },
    ],
  })
})
