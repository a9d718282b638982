import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type TestServer } from './server.ts'

let s: TestServer
beforeAll(async () => {
  s = await openServer()
})
afterAll(() => s.close())

test('where the document offers an Idempotency-Key, a repetition is answered as before', async () => {
  const { paths } = (await s.admin.call('GET', '/openapi.json')).body
  const offers = (method: string, at: string): boolean =>
    (paths[at][method].parameters ?? []).some((one: any) => one.name === 'Idempotency-Key')
  const twice = async (method: string, at: string, body?: unknown) => {
    const headers = { 'if-match': '*', 'idempotency-key': `${method} ${at}` }
    const first = await s.admin.call(method, at, body, headers)
    const again = await s.admin.call(method, at, body, headers)
    expect([again.status, again.text, again.headers.get('x-change-id')], `${method} ${at}`).toEqual([
      first.status,
      first.text,
      first.headers.get('x-change-id'),
    ])
    return first
  }
  const made = await twice('POST', '/records/customer', { name: '一次' })
  const at = `/records/customer/${made.body.id}`
  await twice('PATCH', at, { level: 'A' })
  await twice('DELETE', at)
  await twice('POST', `${at}/restore`)
  await twice('POST', '/records/customer/batch', { operation: 'create', records: [{ name: '一批' }] })
  await twice('POST', '/records/customer/bulk-changes', {
    operation: 'update',
    ids: [made.body.id],
    set: { level: 'B' },
  })
  await twice('POST', `/changes/${made.headers.get('x-change-id')}/undo`)
  await twice('POST', '/users', { name: '一次', email: 'once@example.com', password: 'Correct-Horse-42' })
  await twice('POST', '/webhooks', { name: '一次', url: 'https://example.com/', events: ['customer.*'] })
  const offered = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods as object)
      .filter((method) => (!path.includes('/records/') || path.includes('/records/customer')) && offers(method, path))
      .map((method) => `${method} ${path.replace('/api/v1', '')}`),
  )
  expect(offered.toSorted()).toEqual([
    'delete /records/customer/{id}',
    'patch /records/customer/{id}',
    'post /changes/{request}/undo',
    'post /records/customer',
    'post /records/customer/batch',
    'post /records/customer/bulk-changes',
    'post /records/customer/{id}/actions/{action}',
    'post /records/customer/{id}/restore',
    'post /users',
    'post /webhooks',
  ])
})
