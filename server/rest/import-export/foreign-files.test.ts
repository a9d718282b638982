import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type TestServer } from '#test/server'
import { zip } from '#test/zip'

let s: TestServer
const dataDir = mkdtempSync(path.join(tmpdir(), 'zhike-foreign-'))
beforeAll(async () => {
  s = await openServer({ dataDir })
})
afterAll(async () => {
  await s.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const upload = async (content: Uint8Array | string, name: string) => {
  const response = await fetch(`${s.url}/api/v1/imports?object=customer`, {
    method: 'POST',
    headers: {
      'content-type': 'application/octet-stream',
      'x-file-name': encodeURIComponent(name),
      cookie: s.mgr.cookie,
    },
    body: content as string,
  })
  return { status: response.status, body: (await response.json()) as any }
}

/** Checks and runs it, and gives what came in by the numbers of these customers. */
const bringIn = async (id: string, names: readonly string[]) => {
  for (const [step, state] of [
    ['check', 'checked'],
    ['start', 'done'],
  ] as const) {
    expect((await s.mgr.call('POST', `/imports/${id}/${step}`)).status).toBe(202)
    await expect.poll(async () => (await s.mgr.call('GET', `/imports/${id}`)).body.status).toBe(state)
  }
  const filter = encodeURIComponent(JSON.stringify({ name: { in: names } }))
  const found = await s.mgr.call(
    'GET',
    `/records/customer?filter=${filter}&fields=name,phone,creditCode,remark&sort=number`,
  )
  return found.body.data.map((r: any) => [r.name, r.phone, r.creditCode, r.remark])
}

const gbk = (hex: string) => Buffer.from(hex, 'hex')
const bytes = (...parts: (string | Buffer)[]) => Buffer.concat(parts.map((part) => Buffer.from(part)))
// 客户名称, 电话, 税号, 备注, 华精精密
const [name, phone, taxNumber, remark, company] = [
  gbk('bfcdbba7c3fbb3c6'),
  gbk('b5e7bbb0'),
  gbk('cbb0bac5'),
  gbk('b1b8d7a2'),
  gbk('bbaabeabbeabc3dc'),
]

test('a web page in GBK that a system exported as .xls comes in with every digit, whichever of its tables is chosen', async () => {
  const page = bytes(
    '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><body><table border="1"><tr><th>',
    name,
    '</th><th>',
    phone,
    '</th><th>',
    taxNumber,
    '</th><th>',
    remark,
    '</th></tr><tr><td>',
    company,
    '&nbsp;</td><td>075526501234</td><td>914403001922038216</td><td>440301199001011234<br>007</td></tr></table>',
    '<table><tr><td>',
    name,
    '</td><td>',
    phone,
    '</td></tr><tr><td>B</td><td>02161234567</td></tr></table></body></html>',
  )
  const made = await upload(page, '客户.xls')
  expect(made.body).toMatchObject({
    total: 1,
    file: { format: 'html', encoding: 'gb18030', sheets: ['表格 1', '表格 2'], sheet: '表格 1', headerRow: 1 },
    columns: [{ samples: ['华精精密'] }, { samples: ['075526501234'] }, { samples: ['914403001922038216'] }, {}],
  })
  expect(await bringIn(made.body.id, ['华精精密'])).toEqual([
    ['华精精密', '+8675526501234', '914403001922038216', '440301199001011234\n007'],
  ])
  const other = await upload(page, '客户.xls')
  const chosen = await s.mgr.call('PATCH', `/imports/${other.body.id}`, { sheet: '表格 2' })
  expect(chosen.body).toMatchObject({ file: { sheet: '表格 2' }, columns: [{ samples: ['B'] }, {}] })
})

test('an .ods comes in with every digit of its numbers, over HTTP as from a file', async () => {
  const cell = (text: string) =>
    `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`
  const row = (...texts: string[]) => `<table:table-row>${texts.map(cell).join('')}</table:table-row>`
  const rows =
    row('客户名称', '电话', '税号', '备注') + row('恒信化工', '02161234567', '91440300708461136T', '000123456789012345')
  const content = zip([
    { name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet' },
    {
      name: 'content.xml',
      content: `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="客户">${rows}<table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`,
    },
  ])
  const made = await upload(content, '客户.ods')
  expect(made.body).toMatchObject({ total: 1, file: { format: 'ods', sheet: '客户' } })
  expect(await bringIn(made.body.id, ['恒信化工'])).toEqual([
    ['恒信化工', '+862161234567', '91440300708461136T', '000123456789012345'],
  ])
})

test('the page to sign in of another system is refused with what probably happened', async () => {
  const page =
    '<!DOCTYPE html><title>用户登录</title><form><table><tr><td>密码<td><input type="password"></table></form>'
  expect(await upload(page, '客户.xls')).toMatchObject({
    status: 422,
    body: { code: 'import.noTableInPage', detail: expect.stringContaining('“用户登录”') },
  })
})
