import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type TestServer } from '#test/server'

let s: TestServer
const dataDir = mkdtempSync(path.join(tmpdir(), 'zhike-go-on-'))
beforeAll(async () => {
  s = await openServer({ dataDir })
})
afterAll(async () => {
  await s.close()
  rmSync(dataDir, { recursive: true, force: true })
})

test('an import that goes on the moment it was stopped comes to its end', async () => {
  const rows = Array.from({ length: 4_000 }, (_, i) => `停了又走${i}`)
  const response = await fetch(`${s.url}/api/v1/imports?object=customer`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': 'a.csv', cookie: s.mgr.cookie },
    body: `客户名称\n${rows.join('\n')}\n`,
  })
  const address = `/imports/${((await response.json()) as { id: string }).id}`
  const now = async () => (await s.mgr.call('GET', address)).body
  const until = async (...states: string[]) => {
    await expect.poll(async () => (await now()).status, { interval: 20 }).toSatisfy((status) => states.includes(status))
  }
  await s.mgr.call('POST', `${address}/check`)
  await until('checked')
  await s.mgr.call('POST', `${address}/start`)
  for (let stops = 0; stops < 3; stops++) {
    if ((await s.mgr.call('POST', `${address}/cancel`)).status !== 202) break
    await until('cancelled', 'done')
    await s.mgr.call('POST', `${address}/start`)
  }
  await until('done')
  expect((await now()).counts).toMatchObject({ read: 4_000, created: 4_000, failed: 0 })
})
