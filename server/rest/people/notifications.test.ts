import { afterAll, beforeAll, expect, test } from 'vitest'
import { listen } from '#test/listen'
import { followersBegan } from '#test/followers'
import { type Client, openServer, type TestServer } from '#test/server'

let s: TestServer
beforeAll(async () => {
  s = await openServer()
  await followersBegan(s)
})
afterAll(() => s.close())

const customer = async (who: Client, name: string): Promise<string> =>
  (await who.call('POST', '/records/customer', { name })).body.id
const mention = (who: Client, id: string, ...users: Client[]) =>
  who.call('POST', '/records/comment', {
    text: '请看',
    about: { object: 'customer', id },
    mentions: users.map((u) => u.id),
  })
const shortly = { interval: 50 }

test('a mention reaches the open page of who was mentioned, counts as unread, leads to the record and is read', async () => {
  const page = await listen(s.url, s.mgr, 'watch=notification')
  const id = await customer(s.amy, '华信科技')
  await mention(s.amy, id, s.mgr)
  await expect.poll(() => page.events.map((e) => e.data.object), shortly).toContain('notification')
  page.close()
  const { body } = await s.mgr.call('GET', '/notifications?unread=true')
  expect(body).toMatchObject({
    unread: 1,
    next: null,
    data: [
      {
        kind: 'mention',
        read: false,
        count: 1,
        from: { id: s.amy.id, name: 'amy' },
        about: { object: 'customer', id, title: '华信科技' },
        text: 'amy在客户“华信科技”的评论里提到了你',
      },
    ],
  })
  const en = await s.mgr.call('GET', '/notifications', undefined, { 'accept-language': 'en' })
  expect(en.body.data[0].text).toBe('amy mentioned you on Customer “华信科技”')
  expect((await s.amy.call('POST', '/notifications/read', { ids: [body.data[0].id] })).body.read).toBe(0)
  expect((await s.mgr.call('POST', '/notifications/read', { ids: [body.data[0].id] })).body).toEqual({
    read: 1,
    unread: 0,
  })
  expect((await s.mgr.call('GET', '/notifications?unread=true')).body.data).toEqual([])
})

test('before she mentions them the author hears which colleagues do not see the record', async () => {
  const id = await customer(s.amy, '只在北方')
  const asked = await s.amy.call('POST', `/records/customer/${id}/who-sees`, { users: [s.mgr.id, s.eve.id] })
  expect(asked.body.data).toEqual([
    { id: s.mgr.id, sees: true },
    { id: s.eve.id, sees: false },
  ])
  expect((await s.eve.call('POST', `/records/customer/${id}/who-sees`, { users: [s.mgr.id] })).status).toBe(404)
  // Somebody without any role is somebody who does not see it.
  await s.admin.call('PATCH', `/records/user/${s.mkt.id}`, { roles: [] }, { 'if-match': '*' })
  const roleless = await s.amy.call('POST', `/records/customer/${id}/who-sees`, { users: [s.mkt.id, s.mgr.id] })
  expect(roleless.body.data).toEqual([
    { id: s.mkt.id, sees: false },
    { id: s.mgr.id, sees: true },
  ])
})

test('everybody chooses by kind and channel, and all read at once leaves none unread', async () => {
  const usual = await s.bob.call('GET', '/notifications/preferences')
  expect(usual.body).toMatchObject({
    mailAvailable: false,
    preferences: { mention: { inApp: true, mail: true }, assignment: { inApp: true, mail: false } },
  })
  const changed = await s.bob.call('PATCH', '/notifications/preferences', { assignment: { inApp: false } })
  expect(changed.body.preferences.assignment).toEqual({ inApp: false, mail: false })
  expect((await s.bob.call('PATCH', '/notifications/preferences', { nonsense: {} })).status).toBe(400)
  // Looks are kept beside it.
  await s.bob.call('PATCH', '/me/preferences', { theme: 'dark' })
  await s.admin.call('POST', '/records/customer', { name: '不说', owner: s.bob.id })
  const id = await customer(s.amy, '说的')
  await mention(s.amy, id, s.bob)
  await expect
    .poll(
      async () => (await s.bob.call('GET', '/notifications')).body.data.map((n: { kind: string }) => n.kind),
      shortly,
    )
    .toEqual(['mention'])
  expect(
    (await s.bob.call('POST', '/notifications/read', { before: new Date(Date.now() + 1_000).toISOString() })).body,
  ).toEqual({ read: 1, unread: 0 })
})

test('everybody sets her quiet hours beside that, and her own keys; neither changes the other', async () => {
  const read = async () => (await s.eve.call('GET', '/notifications/preferences')).body.quietHours
  expect(await read()).toMatchObject({ on: false, from: '20:00', to: '08:00', zone: null })
  const hours = { on: true, from: '22:30', days: [1, 2, 3], wholeDays: [6, 7], zone: 'Asia/Tokyo' }
  const changed = await s.eve.call('PATCH', '/notifications/preferences', { quietHours: hours })
  expect(changed.body.quietHours).toEqual({ ...hours, to: '08:00' })
  await s.eve.call('PATCH', '/notifications/preferences', { job: { mail: true } })
  await s.eve.call('PATCH', '/me/preferences', { keys: { compose: 'M', new: null } })
  expect(await read()).toEqual({ ...hours, to: '08:00' })
  expect((await s.eve.call('GET', '/me')).body.preferences).toMatchObject({
    quietHours: hours,
    keys: { compose: 'M', new: null },
  })
  // Who has set none has the company's.
  const ofCompany = { on: true, from: '19:00' }
  expect((await s.eve.call('PATCH', '/workspace', { quietHours: ofCompany })).status).toBe(403)
  expect((await s.admin.call('PATCH', '/workspace', { quietHours: ofCompany })).body.quietHours).toMatchObject(
    ofCompany,
  )
  expect((await s.amy.call('GET', '/me')).body.preferences.quietHours).toMatchObject(ofCompany)
  expect(await read()).toMatchObject({ from: '22:30' })
  await s.admin.call('PATCH', '/workspace', { quietHours: { on: false } })
  for (const wrong of [{ from: '25:00' }, { days: [8] }, { forever: true }])
    expect((await s.eve.call('PATCH', '/notifications/preferences', { quietHours: wrong })).status).toBe(400)
  const zone = await s.eve.call('PATCH', '/notifications/preferences', { quietHours: { zone: 'Mars/Olympus' } })
  expect([zone.status, zone.body.code]).toEqual([422, 'workspace.unknownZone'])
  expect(await read()).toMatchObject({ zone: 'Asia/Tokyo' })
})
