import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { authApp, type AuthApp } from '#test/auth-app'
import { createApiKey, listApiKeys, revokeApiKey } from '../index.ts'

let app: AuthApp
beforeAll(async () => {
  app = await authApp()
})
afterAll(() => app.close())

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
const keyFor = (userId: string, more: { expiresAt?: string; scopes?: string[] } = {}) =>
  createApiKey(app.db, { workspaceId: app.workspace.id, userId, name: '同步', scopes: ['customer:read'], ...more })

it('lets a program act as a user, within the scopes of its key', async () => {
  const { loginId, userId } = await app.person('api@acme.test')
  const { key, id, prefix } = await keyFor(userId)
  expect(key).toMatch(/^zk_[0-9A-Za-z]{22}_[0-9A-Za-z]{43}$/)
  expect(key.startsWith(prefix.replace('…', ''))).toBe(true)
  expect((await app.visitor().get('/me', bearer(key))).body).toMatchObject({
    kind: 'apiKey',
    id,
    loginId,
    userId,
    scopes: ['customer:read'],
    schemaName: 'ws_acme',
  })
})

it('A45 API keys: only a hash is kept, and no list shows the key again', async () => {
  const { userId } = await app.person('hash@acme.test')
  const { key } = await keyFor(userId)
  const secret = key.split('_')[2]!
  const rows = await app.db.query('select k::text "row" from zhike.api_key k')
  expect(JSON.stringify(rows)).not.toContain(secret)
  const listed = await listApiKeys(app.db, app.workspace.id, userId)
  expect(listed).toHaveLength(1)
  expect(JSON.stringify(listed)).not.toContain(secret)
  expect(listed[0]).not.toHaveProperty('hash')
})

it('A45 API keys: a key with a changed secret, of another id or of no key at all is nobody', async () => {
  const { userId } = await app.person('wrong@acme.test')
  const [a, b] = [await keyFor(userId), await keyFor(userId)]
  const [, id, secret] = a.key.split('_')
  const changed = secret!.slice(0, -1) + (secret!.endsWith('0') ? '1' : '0')
  const visitor = app.visitor()
  expect((await visitor.get('/me', bearer(a.key))).status).toBe(200)
  for (const key of [
    `zk_${id}_${changed}`,
    `zk_${b.key.split('_')[1]}_${secret}`,
    `zk_${id}_`,
    'zk_',
    `zk_${'z'.repeat(22)}_${secret}`,
    id!,
  ]) {
    expect([key, (await visitor.get('/me', bearer(key))).status]).toEqual([key, 401])
  }
  expect((await visitor.get('/me', { authorization: `Basic ${a.key}` })).status).toBe(401)
})

it('A45 API keys: a bad key is not rescued by the cookie that came with it', async () => {
  await app.person('both@acme.test')
  const visitor = app.visitor()
  await visitor.signIn('both@acme.test')
  expect((await visitor.get('/me', bearer('zk_bad_key'))).status).toBe(401)
  expect(await visitor.me()).toBe(200)
})

it('A45 API keys: revoked, it is dead at once here and within a second elsewhere', async () => {
  const { userId } = await app.person('revoke@acme.test')
  const other = await app.secondNode()
  const { key, id } = await keyFor(userId)
  expect((await app.visitor().get('/me', bearer(key))).status).toBe(200)
  expect((await other.visitor().get('/me', bearer(key))).status).toBe(200)
  expect(await revokeApiKey(app.db, app.workspace.id, id)).toBe(true)
  app.auth.forgetCredentials()
  expect((await app.visitor().get('/me', bearer(key))).status).toBe(401)
  await pause(1000)
  expect((await other.visitor().get('/me', bearer(key))).status).toBe(401)
  expect(await revokeApiKey(app.db, app.workspace.id, id)).toBe(false)
})

it('A45 API keys: the key of a disabled login, and of one who left the workspace, is dead', async () => {
  const { loginId, userId } = await app.person('left@acme.test')
  const { key } = await keyFor(userId)
  const status = async () => (await app.visitor().get('/me', bearer(key))).status
  expect(await status()).toBe(200)
  await app.auth.disableLogin(loginId)
  expect(await status()).toBe(401)
  await app.auth.enableLogin(loginId)
  expect(await status()).toBe(200)
  await app.db.query('update zhike.member set active = false where user_id = $1', [userId])
  app.auth.forgetCredentials()
  expect(await status()).toBe(401)
  await expect(keyFor(userId)).rejects.toThrow('只能为本公司在职的员工建密钥')
})

it('A45 API keys: expired it is dead, and none is made that expires in the past', async () => {
  const { userId } = await app.person('expire@acme.test')
  const { key, id } = await keyFor(userId, { expiresAt: '2999-01-01T00:00:00.000Z' })
  expect((await app.visitor().get('/me', bearer(key))).status).toBe(200)
  await app.db.query(`update zhike.api_key set expires_at = now() - interval '1 second' where id = $1`, [id])
  app.auth.forgetCredentials()
  expect((await app.visitor().get('/me', bearer(key))).status).toBe(401)
  await expect(keyFor(userId, { expiresAt: '2020-01-01T00:00:00.000Z' })).rejects.toThrow('到期时间须晚于现在')
  await expect(keyFor(userId, { expiresAt: 'never' })).rejects.toThrow('到期时间须晚于现在')
})

it('A45 API keys: a user of another workspace cannot be given one, nor may its key be revoked from here', async () => {
  const { userId } = await app.person('here@acme.test')
  const { id } = await keyFor(userId)
  const elsewhere = '019a0000-0000-7000-8000-00000000dead'
  expect(await revokeApiKey(app.db, elsewhere, id)).toBe(false)
  expect(await listApiKeys(app.db, elsewhere)).toEqual([])
  await expect(createApiKey(app.db, { workspaceId: elsewhere, userId, name: 'x', scopes: ['*:read'] })).rejects.toThrow(
    '只能为本公司在职的员工建密钥',
  )
})

it.each(['customer', 'customer:delete', '*:*', 'a b:read', ':read', '"x":read'])(
  'refuses the scope %s',
  async (scope) => {
    await expect(keyFor('019a0000-0000-7000-8000-000000000000', { scopes: [scope] })).rejects.toThrow('不是有效的范围')
  },
)

it('notes when a key was used, at most once a minute', async () => {
  const { userId } = await app.person('used@acme.test')
  const { key, id } = await keyFor(userId)
  const used = async () =>
    (await listApiKeys(app.db, app.workspace.id, userId)).find((each) => each.id === id)!.lastUsedAt
  expect(await used()).toBeNull()
  await app.visitor().get('/me', bearer(key))
  await expect.poll(used).toMatch(/^\d{4}-.*Z$/)
  const first = await used()
  app.auth.forgetCredentials()
  await app.visitor().get('/me', bearer(key))
  await pause(100)
  expect(await used()).toBe(first)
})
