import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { attachmentsOf } from '#test/attachments'
import { type Client, clientOf, openServer, type TestServer } from '#test/server'

const dataDir = mkdtempSync(path.join(tmpdir(), 'zhike-files-'))
const files = path.join(dataDir, 'files')
let s: TestServer
beforeAll(async () => {
  s = await openServer({ dataDir })
})
afterAll(async () => {
  await s.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

const { upload, stored, rows, customerOf, activity } = attachmentsOf(() => s, files)

test('a file is uploaded, put on a record and downloaded again, byte for byte, under its Chinese name', async () => {
  const made = await upload(s.amy, '报价单 2026.png', png)
  expect(made).toMatchObject({
    status: 201,
    body: { name: '报价单 2026.png', type: 'image/png', size: png.length, inline: true },
  })
  const saved = await activity(s.amy, await customerOf(s.amy, '附件公司'), [made.body.id])
  expect(saved.body.files).toEqual([made.body.id])

  const response = await fetch(`${s.url}/api/v1/files/${made.body.id}/content`, { headers: { cookie: s.amy.cookie } })
  expect(Buffer.from(await response.arrayBuffer())).toEqual(png)
  expect(response.headers.get('content-disposition')).toContain(
    `filename*=UTF-8''${encodeURIComponent('报价单 2026.png')}`,
  )
  expect((await s.amy.call('GET', `/files?ids=${made.body.id}`)).body.data).toEqual([{ ...made.body }])

  const part = await fetch(`${s.url}/api/v1/files/${made.body.id}/content`, {
    headers: { cookie: s.amy.cookie, range: 'bytes=1-3' },
  })
  expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([
    206,
    'PNG',
    `bytes 1-3/${png.length}`,
  ])
})

test('a part that lies beyond the end is refused as such; what is no range gets the whole file', async () => {
  const { body } = await upload(s.amy, '片段.txt', '0123456789')
  const part = async (range: string) => {
    const answer = await fetch(`${s.url}/api/v1/files/${body.id}/content`, { headers: { cookie: s.amy.cookie, range } })
    const whole = await answer.text()
    return [answer.status, answer.status === 416 ? '' : whole, answer.headers.get('content-range')]
  }
  expect(await part('bytes=-3')).toEqual([206, '789', 'bytes 7-9/10'])
  expect(await part('bytes=8-99999999999999999999')).toEqual([206, '89', 'bytes 8-9/10'])
  for (const range of ['bytes=10-', 'bytes=99-100', 'bytes=-0', `bytes=${'9'.repeat(400)}-`])
    expect(await part(range)).toEqual([416, '', 'bytes */10'])
  for (const range of ['bytes=5-2', 'bytes=0-1,4-5', 'items=0-1', 'bytes=a-b', 'bytes=-', 'bytes=1.5-2'])
    expect(await part(range)).toEqual([200, '0123456789', null])
})

test('A03: a file is read by who sees the record and the field that hold it; for all others it is not there', async () => {
  const { body } = await upload(s.amy, '合同.txt', '密')
  const read = async (who: Client) => (await who.call('GET', `/files/${body.id}/content`)).status
  // Before it is on a record it is its uploader's alone, whatever others may see.
  expect([await read(s.amy), await read(s.mgr), await read(s.admin), await read(s.anonymous)]).toEqual([
    200, 404, 404, 401,
  ])

  const saved = await activity(s.amy, await customerOf(s.amy, '合同公司'), [body.id])
  expect([await read(s.amy), await read(s.mgr), await read(s.eve)]).toEqual([200, 200, 404])
  expect((await s.eve.call('GET', `/files?ids=${body.id}`)).body).toEqual({ data: [] })

  // The record moves to the south: its uploader has it no more, its new owner does.
  await s.admin.call(
    'PATCH',
    `/records/activity/${saved.body.id}`,
    { owner: s.eve.id, about: null },
    { 'if-match': '*' },
  )
  expect([await read(s.amy), await read(s.eve)]).toEqual([404, 200])

  const roles = (await s.admin.call('GET', `/roles/${s.roles.get('sales')}/rights`)).body
  const grants = {
    ...roles.grants,
    activity: { read: 'own', create: true, update: 'own', fields: { files: 'hidden' } },
  }
  await s.admin.call('PUT', `/roles/${s.roles.get('sales')}/rights`, { grants, abilities: roles.abilities })
  expect(await read(s.eve)).toBe(404)
  await s.admin.call('PUT', `/roles/${s.roles.get('sales')}/rights`, {
    grants: roles.grants,
    abilities: roles.abilities,
  })
})

test('A04: nobody puts another’s file on a record of hers, and no request replaces a content', async () => {
  const mine = await upload(s.amy, 'a.txt', 'amy')
  const refused = await activity(s.eve, await customerOf(s.eve, '偷附件'), [mine.body.id])
  expect(refused).toMatchObject({ status: 422, body: { problems: [{ field: 'files', code: 'field.unknownFile' }] } })
  const invented = await activity(s.eve, await customerOf(s.eve, '编附件'), ['019a0000-0000-7000-8000-000000000000'])
  expect(invented.body.problems[0].message).toBe(refused.body.problems[0].message)
  for (const method of ['PUT', 'PATCH', 'DELETE', 'POST'])
    expect((await s.eve.call(method, `/files/${mine.body.id}`, { path: '../x' })).status).toBe(404)
  expect((await s.amy.call('GET', `/files/${mine.body.id}/content`)).text).toBe('amy')
})

test('a file taken off a record comes back with the undo, also by somebody who did not upload it', async () => {
  const { body } = await upload(s.amy, '附图.txt', '图')
  const saved = await activity(s.amy, await customerOf(s.amy, '撤销附件'), [body.id])
  const off = await s.admin.call('PATCH', `/records/activity/${saved.body.id}`, { files: [] }, { 'if-match': '*' })
  expect(off.body.files).toBeNull()
  expect((await s.amy.call('GET', `/files/${body.id}/content`)).status).toBe(404)
  const back = await s.admin.call(
    'PATCH',
    `/records/activity/${saved.body.id}`,
    { files: [body.id] },
    { 'if-match': '*' },
  )
  expect(back.body.files).toEqual([body.id])
})

test('A57: names lead nowhere: they are cleaned for show, and no part of them is in a path', async () => {
  const names = [
    '../../etc/passwd',
    '..\\..\\boot.ini',
    '/etc/shadow',
    'CON',
    `${'长'.repeat(200)}.pdf`,
    'photo\u202egpj.exe',
    'photo\u061cgpj.exe',
    'a\u2028b\u200b.pdf',
    `报价单.pdf${' '.repeat(80)}.exe`,
    `报价单.pdf${'\u3164'.repeat(80)}.exe`,
    `报价单.pdf${'\u2800 '.repeat(40)}.exe`,
    '%2e%2e/x',
    'a\u0000b',
  ]
  for (const name of names) {
    const { status, body } = await upload(s.bob, name, 'x')
    expect(status).toBe(201)
    expect(body.name).not.toMatch(/[/\\\0\u061c\u200b\u2028\u202e]| {2}|\u3164{2}|\u2800 /)
    expect(Buffer.byteLength(body.name)).toBeLessThanOrEqual(255)
  }
  expect(readdirSync(dataDir)).toEqual(['files'])
  for (const file of stored()) expect(path.relative(files, file)).toMatch(/^[0-9a-f-]{36}\/[0-9a-f]{2}\/[0-9a-f-]{36}$/)
  for (const id of ['..%2f..%2fsecrets.json', '%2e%2e', 'CON', 'x'.repeat(150)])
    expect((await s.bob.call('GET', `/files/${id}/content`)).status).toBe(404)
  expect(await upload(s.bob, '', 'x')).toMatchObject({ status: 422, body: { code: 'file.nameMissing' } })
})

test.each([
  ['an SVG with a script', '图.svg', svg],
  ['a page', '页.png', '<!doctype html><script>alert(1)</script>'],
  [
    'an XHTML page',
    'x.xhtml',
    '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>',
  ],
])(
  'A65: %s never runs here: only a download, in a sandbox, of no kind that a browser opens',
  async (_, name, content) => {
    const { body } = await upload(s.amy, name, content, { 'content-type': 'application/octet-stream' })
    expect(body.inline).toBe(false)
    const download = await s.amy.call('GET', `/files/${body.id}/content`)
    expect(Object.fromEntries(download.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': expect.stringMatching(/^attachment;/),
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringMatching(/default-src 'none'.*sandbox/),
    })
    expect(await s.amy.call('GET', `/files/${body.id}/content?inline=true`)).toMatchObject({
      status: 415,
      body: { code: 'file.cannotInline' },
    })
  },
)

test('A65: an image is shown in place by what its content is now, not by what a row says', async () => {
  const image = await upload(s.amy, 'a.html', png)
  const shown = await s.amy.call('GET', `/files/${image.body.id}/content?inline=true`)
  expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png'])
  const page = await upload(s.amy, 'a.png', '<script>alert(1)</script>')
  await s.db.query(`update ws_main.file set type = 'image/png' where id = $1`, [page.body.id])
  expect((await s.amy.call('GET', `/files/${page.body.id}/content?inline=true`)).status).toBe(415)
})

test('A65: a picture that goes on as a page is served as a picture: never guessed at, in a sandbox without scripts', async () => {
  const both = Buffer.concat([
    Buffer.from('GIF89a\x01\x00\x01\x00', 'latin1'),
    Buffer.from('/*<html><script>alert(1)</script>*/'),
  ])
  const { body } = await upload(s.amy, '图.html', both)
  const shown = await s.amy.call('GET', `/files/${body.id}/content?inline=true`)
  expect(Object.fromEntries(shown.headers)).toMatchObject({
    'content-type': 'image/gif',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringMatching(/default-src 'none'.*sandbox/),
  })
})

test('A76: a picture of a gigapixel is a download, and is never decoded here', async () => {
  const huge = Buffer.from(png)
  huge.writeUInt32BE(50_000, 16)
  huge.writeUInt32BE(50_000, 20)
  const { body } = await upload(s.amy, '巨图.png', huge)
  expect((await s.amy.call('GET', `/files/${body.id}/content?inline=true`)).status).toBe(415)
  expect((await s.amy.call('GET', `/files/${body.id}/content`)).status).toBe(200)
})

test('A75: too large, empty, many, unnamed and foreign bodies are refused, and leave neither a row nor a content', async () => {
  const [before, contents] = [await rows(), stored().length]
  const large = Buffer.alloc(2 * 1024 * 1024 + 1)
  expect(await upload(s.amy, 'big', large)).toMatchObject({ status: 413, body: { code: 'file.tooLarge' } })
  // Without a length said beforehand it is counted as it comes.
  expect(await upload(s.amy, 'big', new Blob([large]).stream())).toMatchObject({
    status: 413,
    body: { code: 'file.tooLarge' },
  })
  expect((await upload(s.amy, 'none', '')).status).toBe(422)
  for (const type of ['multipart/form-data; boundary=x', 'text/plain', 'application/json'])
    expect((await upload(s.amy, 'x', 'x', { 'content-type': type })).status).toBe(415)
  expect((await upload(s.amy, 'x', 'x', { origin: 'https://evil.example' })).status).toBe(403)
  expect([await rows(), stored().length]).toEqual([before, contents])
})

test('files of a key that may only read are not uploaded, and the OpenAPI document says how files go', async () => {
  const { body } = await s.amy.call('POST', '/api-keys', { name: '只读', scopes: ['*:read'] })
  const key = clientOf(s.url, '', { key: body.key ?? body.secret })
  const response = await fetch(`${s.url}/api/v1/files`, {
    method: 'POST',
    headers: {
      'content-type': 'application/octet-stream',
      'x-file-name': 'x',
      authorization: `Bearer ${body.key ?? body.secret}`,
    },
    body: 'x',
  })
  expect([response.status, (await key.call('GET', '/records/customer')).status]).toEqual([403, 200])
  const api = (await s.amy.call('GET', '/openapi.json')).body
  expect(api.paths['/api/v1/files'].post.requestBody.content).toHaveProperty('application/octet-stream')
  expect(api.paths['/api/v1/files/{id}/content'].get.responses['200'].content).toHaveProperty(
    'application/octet-stream',
  )
  expect(statSync(files).isDirectory()).toBe(true)
})
