import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, openServer, type TestServer } from '#test/server'
import { readWorkbook } from '#test/read-workbook'

let s: TestServer
const dataDir = mkdtempSync(path.join(tmpdir(), 'zhike-transfers-'))
beforeAll(async () => {
  s = await openServer({ dataDir })
})
afterAll(async () => {
  await s.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const upload = async (client: Client, object: string, content: string | Uint8Array, name = '客户.csv') => {
  const response = await fetch(`${s.url}/api/v1/imports?object=${object}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/octet-stream',
      'x-file-name': encodeURIComponent(name),
      cookie: client.cookie,
    },
    body: content as string,
  })
  return { status: response.status, body: (await response.json()) as any }
}

/** Waits until a job has brought it to one of these states. */
const until = async (client: Client, id: string, ...states: string[]) => {
  await expect
    .poll(async () => (await client.call('GET', `/imports/${id}`)).body.status)
    .toSatisfy((now) => states.includes(now))
  return (await client.call('GET', `/imports/${id}`)).body
}

test('an import goes the whole way over HTTP: upload, mapping, check, run, revert', async () => {
  const made = await upload(s.mgr, 'customer', '公司名称,联系电话,等级\n接口一,13812349001,一级\n接口二,138,B\n')
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({
    status: 'mapping',
    name: '客户.csv',
    total: 2,
    file: { format: 'csv', encoding: 'utf-8', delimiter: ',', headerRow: 1 },
    match: [['name'], ['phone']],
    policy: 'skip',
  })
  expect(made.body.columns[1]).toEqual({
    index: 1,
    name: '联系电话',
    samples: ['13812349001', '138'],
    mapping: { field: 'phone' },
    certainty: 'synonym',
  })
  const address = `/imports/${made.body.id}`
  const set = await s.mgr.call('PATCH', address, {
    columns: [{ column: 2, field: 'level', values: { 一级: 'A 级' } }],
    policy: 'overwrite',
  })
  expect(set.body.columns[2].mapping).toEqual({ field: 'level', values: { 一级: 'A 级' } })
  expect((await s.mgr.call('POST', `${address}/start`)).status).toBe(409)

  expect((await s.mgr.call('POST', `${address}/check`)).status).toBe(202)
  const checked = await until(s.mgr, made.body.id, 'checked')
  expect(checked.counts).toMatchObject({ read: 2, created: 1, failed: 1 })
  const rows = await s.mgr.call('GET', `${address}/rows`)
  expect(rows.body.data).toMatchObject([
    {
      row: 3,
      status: 'failed',
      cells: ['接口二', '138', 'B'],
      problems: [{ column: 1, field: 'phone', code: 'field.notPhone' }],
    },
  ])
  const failed = await s.mgr.call('GET', `${address}/failed.csv`)
  expect(failed.headers.get('content-disposition')).toContain('attachment')
  expect(failed.text).toContain('接口二,138,B,')

  expect((await s.mgr.call('PATCH', `${address}/rows/3`, { cells: { 1: '13812349002' } })).status).toBe(200)
  await s.mgr.call('POST', `${address}/check`)
  expect((await until(s.mgr, made.body.id, 'checked')).counts).toMatchObject({ created: 2, failed: 0 })
  await s.mgr.call('POST', `${address}/start`)
  expect((await until(s.mgr, made.body.id, 'done')).counts).toMatchObject({
    read: 2,
    created: 2,
    updated: 0,
    skipped: 0,
    failed: 0,
  })
  const found = async () =>
    (
      await s.mgr.call(
        'GET',
        `/records/customer?filter=${encodeURIComponent('{"name":{"startsWith":"接口"}}')}&fields=name,level&sort=name`,
      )
    ).body.data
  expect((await found()).map((r: any) => [r.name, r.level])).toEqual([
    ['接口二', 'B'],
    ['接口一', 'A'],
  ])

  await s.mgr.call('POST', `${address}/revert`)
  expect((await until(s.mgr, made.body.id, 'reverted')).undone).toMatchObject({ done: 2, total: 2, conflicts: 0 })
  expect(await found()).toEqual([])
})

test('an upload that nobody wants is discarded with its file by its owner alone; what has written records stays', async () => {
  const files = () => readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((f) => f.isFile()).length
  const before = files()
  const { body } = await upload(s.mgr, 'customer', '客户名称,电话\n丢弃一,138\n丢弃二,13812349002\n')
  const address = `/imports/${body.id}`
  await s.mgr.call('POST', `${address}/check`)
  await until(s.mgr, body.id, 'checked')
  expect((await s.admin.call('DELETE', address)).status).toBe(404)
  expect((await s.mgr.call('DELETE', address)).status).toBe(204)
  expect((await s.mgr.call('GET', address)).status).toBe(404)
  expect((await s.mgr.call('GET', `${address}/rows`)).status).toBe(404)
  expect((await s.mgr.call('DELETE', address)).status).toBe(404)
  expect(files()).toBe(before)

  const kept = await upload(s.mgr, 'customer', '客户名称\n留着的\n')
  await s.mgr.call('POST', `/imports/${kept.body.id}/check`)
  await until(s.mgr, kept.body.id, 'checked')
  await s.mgr.call('POST', `/imports/${kept.body.id}/start`)
  await until(s.mgr, kept.body.id, 'done')
  const refused = await s.mgr.call('DELETE', `/imports/${kept.body.id}`)
  expect([refused.status, refused.body.code]).toEqual([409, 'import.notADraft'])
  expect((await s.mgr.call('GET', `/imports/${kept.body.id}`)).status).toBe(200)
})

test('a check that is under way when its import is discarded ends quietly', async () => {
  const rows = Array.from({ length: 6_000 }, (_, i) => `查着丢${i}`)
  const { body } = await upload(s.mgr, 'customer', `客户名称\n${rows.join('\n')}\n`)
  await s.mgr.call('POST', `/imports/${body.id}/check`)
  expect((await s.mgr.call('DELETE', `/imports/${body.id}`)).status).toBe(204)
  expect((await s.mgr.call('GET', `/imports/${body.id}`)).status).toBe(404)
  // The worker is free for the next one.
  const next = await upload(s.mgr, 'customer', '客户名称,联系人,手机\n下一个,周一,13812349003\n')
  expect(next.body.columns[2].mapping).toEqual({ field: 'contact.mobile' })
  expect(next.body.belongings.map((b: any) => b.object)).toContain('contact')
  await s.mgr.call('POST', `/imports/${next.body.id}/check`)
  expect((await until(s.mgr, next.body.id, 'checked')).counts).toMatchObject({
    created: 1,
    belongings: { contact: { created: 1 } },
  })
})

test('GB18030 is recognised; a file that cannot be read is refused with a sentence, and nothing of it is kept', async () => {
  const gbk = Buffer.from('bfcdbba7c3fbb3c62cb1b8d7a20abbaabeabbeabc3dc2cbac30a', 'hex')
  const made = await upload(s.mgr, 'customer', gbk)
  expect(made.body).toMatchObject({ file: { encoding: 'gb18030' }, columns: [{ name: '客户名称' }, { name: '备注' }] })
  const files = () => readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((f) => f.isFile()).length
  const before = files()
  const refused = await upload(s.mgr, 'customer', Buffer.from('%PDF-1.7 …'), 'x.csv')
  expect(refused).toMatchObject({
    status: 422,
    body: { code: 'import.picture', detail: expect.stringContaining('PDF') },
  })
  expect(files()).toBe(before)
})

test('A30 imports are for who may import: not by a key that hides, not for others, and not the rows of others', async () => {
  expect((await upload(s.amy, 'customer', '客户名称\nx\n')).status).toBe(403)
  expect((await upload(s.anonymous, 'customer', '客户名称\nx\n')).status).toBe(401)
  const made = (await upload(s.mgr, 'customer', '客户名称,电话\n甲,13812349003\n')).body
  for (const [method, rest] of [
    ['GET', ''],
    ['GET', '/rows'],
    ['GET', '/failed.csv'],
    ['POST', '/check'],
    ['POST', '/revert'],
    ['GET', '/conflicts'],
  ] as const)
    expect((await s.admin.call(method, `/imports/${made.id}${rest}`)).status).toBe(404)
  const hidden = await s.mgr.call('PATCH', `/imports/${made.id}`, { columns: [{ column: 0, field: 'nosuch' }] })
  const mistyped = await s.mgr.call('PATCH', `/imports/${made.id}`, { match: [['secret']] })
  expect([hidden.status, mistyped.status]).toEqual([422, 422])
})

test('A16 an export has what its maker may see, is hers alone, and is in the audit with its number of rows', async () => {
  for (const name of ['=cmd|1', '导出一'])
    await s.amy.call('POST', '/records/customer', { name, phone: '13812349010', revenue: '12.5', remark: '导出用' })
  await s.eve.call('POST', '/records/customer', { name: '南方机密', remark: '导出用' })
  const query = {
    filter: { remark: { contains: '导出用' } },
    sort: 'name',
    columns: ['name', 'phone', 'revenue', 'owner', 'level'],
  }
  expect((await s.amy.call('POST', '/exports', { object: 'customer', query })).status).toBe(403)
  expect((await s.mgr.call('POST', '/exports', { object: 'customer', query: { columns: ['secret'] } })).status).toBe(
    422,
  )
  expect(
    (await s.mgr.call('POST', '/exports', { object: 'customer', query: { filter: { remark: '等于' } } })).status,
  ).toBe(422)
  const made = await s.mgr.call('POST', '/exports', { object: 'customer', format: 'csv', query })
  expect(made.status).toBe(202)
  await expect.poll(async () => (await s.mgr.call('GET', `/exports/${made.body.id}`)).body.status).toBe('done')
  const file = Buffer.from(
    await (
      await fetch(`${s.url}/api/v1/exports/${made.body.id}/file`, { headers: { cookie: s.mgr.cookie } })
    ).arrayBuffer(),
  )
  expect(file.toString()).toBe(
    "\uFEFF客户名称,电话,年营业额,负责人,等级\r\n'=cmd|1,138 1234 9010,12.50,amy,C 级\r\n导出一,138 1234 9010,12.50,amy,C 级\r\n",
  )
  expect((await s.admin.call('GET', `/exports/${made.body.id}/file`)).status).toBe(404)
  const audit = await s.admin.call('GET', '/audit?object=customer')
  expect(audit.body.data.find((e: any) => e.op === 'export')).toMatchObject({
    record: made.body.id,
    reason: '导出 2 行',
    actor: { id: s.mgr.id },
  })
})

test('an export to Excel has numbers as numbers, days as days, and texts that are never formulas', async () => {
  await s.amy.call('POST', '/records/opportunity', { name: '=1+1', amount: '1860000.5', expectedClose: '2026-03-31' })
  const query = { filter: { name: '=1+1' }, columns: ['name', 'amount', 'expectedClose', 'owner'] }
  const made = await s.mgr.call('POST', '/exports', { object: 'opportunity', format: 'xlsx', query })
  await expect.poll(async () => (await s.mgr.call('GET', `/exports/${made.body.id}`)).body.status).toBe('done')
  const response = await fetch(`${s.url}/api/v1/exports/${made.body.id}/file`, { headers: { cookie: s.mgr.cookie } })
  expect(readWorkbook(Buffer.from(await response.arrayBuffer()))).toEqual([
    ['商机名称', '预计金额', '预计成交日', '负责人'],
    ['=1+1', 1860000.5, '2026-03-31', 'amy'],
  ])
})

test('the OpenAPI document names the routes for imports and exports', async () => {
  const { body } = await s.mgr.call('GET', '/openapi.json')
  expect(Object.keys(body.paths)).toEqual(
    expect.arrayContaining([
      '/api/v1/imports',
      '/api/v1/imports/{id}/check',
      '/api/v1/imports/{id}/failed.csv',
      '/api/v1/exports/{id}/file',
    ]),
  )
})

test('what was said of one file is kept as a template: colleagues use it for files with the columns in another order', async () => {
  const first = await upload(s.mgr, 'customer', '单位,级别,没用\n模板一,甲,x\n')
  await s.mgr.call('PATCH', `/imports/${first.body.id}`, {
    columns: [
      { column: 1, field: 'level', values: { 甲: 'A 级' } },
      { column: 2, field: null },
    ],
    policy: 'fill',
  })
  const kept = await s.mgr.call('POST', `/imports/${first.body.id}/template`, { name: '老系统', shared: 'all' })
  expect(kept.status).toBe(201)
  const { body: list } = await s.admin.call('GET', '/records/importTemplate?fields=name,object')
  expect(list.data).toMatchObject([{ name: '老系统', object: 'customer' }])

  const second = await upload(s.admin, 'customer', '别的,级别,单位\ny,甲,模板二\n')
  const set = await s.admin.call('PATCH', `/imports/${second.body.id}`, { template: kept.body.id })
  expect(set.body).toMatchObject({ policy: 'fill', match: [['name']] })
  expect(set.body.columns.map((c: { mapping: unknown }) => c.mapping)).toEqual([
    null,
    { field: 'level', values: { 甲: 'A 级' } },
    { field: 'name' },
  ])

  const other = await upload(s.mgr, 'contact', '姓名\n张三\n')
  const refused = await s.mgr.call('PATCH', `/imports/${other.body.id}`, { template: kept.body.id })
  expect([refused.status, refused.body.code]).toEqual([404, 'import.noSuchTemplate'])
  expect((await s.admin.call('DELETE', `/records/importTemplate/${kept.body.id}`)).status).toBeGreaterThanOrEqual(403)
  expect((await s.mgr.call('DELETE', `/records/importTemplate/${kept.body.id}`)).status).toBe(200)
})
