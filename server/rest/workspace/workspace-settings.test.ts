import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { deflateSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf, openServer, type TestServer } from '#test/server'
import { uploadTo } from '#test/upload'

let s: TestServer
let dataDir: string
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'zhike-logo-'))
  s = await openServer({ dataDir })
})
afterAll(async () => {
  await s.close()
  await rm(dataDir, { recursive: true })
})

const chunk = (type: string, data: Buffer) => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  // Nobody here draws it: the checksum may be wrong.
  return Buffer.concat([length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)])
}
const png = (width: number, height: number): Buffer => {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 6, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(64))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
const upload = async (content: Buffer, name = 'logo.png'): Promise<string> =>
  (await uploadTo(s.url, s.admin, name, content)).body.id
const useAsLogo = (id: string) => s.admin.call('PATCH', '/workspace', { brand: { logo: id } })

test('a logo is there for whoever opens the sign-in page, under a name that changes with it', async () => {
  const anonymous = clientOf(s.url)
  expect((await anonymous.call('GET', '/workspace/logo')).status).toBe(404)
  const content = png(200, 60)
  const id = await upload(content)
  expect((await useAsLogo(id)).body.brand).toEqual({ logo: id })
  expect((await anonymous.call('GET', '/setup')).body.brand).toEqual({ logo: id })

  const answer = await fetch(`${s.url}/api/v1/workspace/logo?v=${id}`)
  expect(answer.headers.get('content-type')).toBe('image/png')
  expect(answer.headers.get('cache-control')).toContain('immutable')
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(content)
  const unnamed = await fetch(`${s.url}/api/v1/workspace/logo`)
  expect(unnamed.headers.get('cache-control')).toBe('no-cache')

  expect((await s.admin.call('PATCH', '/workspace', { brand: { logo: null } })).body.brand).toEqual({})
  expect((await anonymous.call('GET', '/workspace/logo')).status).toBe(404)
})

test('what is no small PNG becomes no logo, whatever its name says', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  const tries: Record<string, Buffer> = {
    'an SVG called PNG': Buffer.from(svg),
    'a page called PNG': Buffer.from('<!doctype html><script>alert(1)</script>'),
    'a picture that would take gigabytes to draw': png(50_000, 50_000),
    'a heavy one': Buffer.concat([png(64, 64), Buffer.alloc(300 * 1024)]),
  }
  for (const [what, content] of Object.entries(tries)) {
    const { status, body } = await useAsLogo(await upload(content))
    expect([what, status, body.code, body.field]).toEqual([what, 422, 'workspace.logoUnfit', 'brand.logo'])
  }
})

test('nobody makes a file of somebody else the logo, nor sets the brand without the right to', async () => {
  const id = (await uploadTo(s.url, s.amy, 'logo.png', png(64, 64))).body.id as string
  expect((await useAsLogo(id)).body.code).toBe('workspace.logoUnfit')
  expect((await s.amy.call('PATCH', '/workspace', { brand: { logo: id } })).status).toBe(403)
  expect((await s.amy.call('PATCH', '/workspace', { brand: { color: '#123456' } })).status).toBe(403)
})

test('colour and logo are changed one at a time and taken away again', async () => {
  const id = await upload(png(64, 64))
  await s.admin.call('PATCH', '/workspace', { brand: { color: '#0b5d3b' } })
  expect((await useAsLogo(id)).body.brand).toEqual({ color: '#0b5d3b', logo: id })
  expect((await s.admin.call('PATCH', '/workspace', { name: '岚川装备' })).body).toMatchObject({
    name: '岚川装备',
    brand: { color: '#0b5d3b', logo: id },
  })
  expect((await s.amy.call('GET', '/me')).body.workspace).toMatchObject({ name: '岚川装备', brand: { logo: id } })
  expect((await s.admin.call('PATCH', '/workspace', { brand: { color: null } })).body.brand).toEqual({ logo: id })
  expect((await s.admin.call('PATCH', '/workspace', { brand: { color: 'red' } })).status).toBe(400)
})
