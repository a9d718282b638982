import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OwnDatabase, ownDatabase } from '#test/own-database'
import { type Client, clientOf, cookieOf } from '#test/server'
import { anyPort, type AppProcess, startApp } from '../crash/app-process.ts'

/** Each stands nowhere but where it was put by this test. */
const secret = {
  password: 'Canary-Pass-7f3a91',
  wrong: 'Canary-Wrong-52c8d0',
  mailPassword: 'canarymailpass61',
  phone: '13977650021',
  idCard: '110101199003078811',
  name: '金丝雀科技九一七',
  note: '金丝雀备注四四三',
}

let own: OwnDatabase
let app: AppProcess
let admin: Client
const tokens: string[] = []
beforeAll(async () => {
  own = await ownDatabase()
  app = await startApp(own.url, await anyPort(), {
    DATABASE_RUNTIME_URL: own.runTimeUrl,
    ROLE: 'all',
    LOG_LEVEL: 'trace',
    LOG_FORMAT: 'json',
    OUTBOUND_ALLOW: '127.0.0.1:9',
    SMTP_URL: `smtp://mailer:${secret.mailPassword}@127.0.0.1:9`,
    MAIL_FROM: 'crm@example.com',
  })
  const founded = await clientOf(app.url).call('POST', '/setup', {
    company: '测试公司',
    name: '管理员',
    email: 'canary.boss@example.com',
    password: secret.password,
  })
  admin = clientOf(app.url, '', { cookie: cookieOf(founded) })
})
afterAll(async () => {
  await app?.kill('SIGKILL')
  await own.drop()
})

/** What people and programs do in a day, some of it wrong, some of it failing inside. */
const aDay = async () => {
  const anonymous = clientOf(app.url)
  const signIn = (password: string) =>
    anonymous.call('POST', '/api/auth/sign-in/email', { email: 'canary.boss@example.com', password })
  tokens.push(...admin.cookie.split('; ').map((pair) => decodeURIComponent(pair.slice(pair.indexOf('=') + 1))))
  for (const password of [secret.wrong, secret.password]) await signIn(password)
  await anonymous.call('POST', '/api/auth/request-password-reset', { email: 'canary.boss@example.com' })
  const key = (await admin.call('POST', '/api-keys', { name: '密钥', scopes: ['*:read'] })).body.key as string
  await clientOf(app.url, '', { key }).call('GET', '/records/customer')
  await clientOf(app.url, '', { key: `${key}x` }).call('GET', '/records/customer')
  const hook = await admin.call('POST', '/webhooks', { name: '钩', url: 'http://127.0.0.1:9/', events: ['*'] })
  const renewed = await admin.call('POST', `/webhooks/${hook.body.id}/secret`)
  tokens.push(key, hook.body.secret, renewed.body.secret)
  const made = await admin.call('POST', '/records/customer', {
    name: secret.name,
    phone: secret.phone,
    remark: `${secret.note} ${secret.idCard}`,
  })
  expect(made.status).toBe(201)
  await admin.call('POST', '/records/customer', { name: secret.name, phone: `${secret.phone}9`, founded: secret.note })
  await admin.call('GET', `/records/customer?q=${encodeURIComponent(secret.name)}`)
  await admin.call('GET', `/records/customer?filter=${encodeURIComponent(JSON.stringify({ phone: secret.phone }))}`)
  await admin.call('POST', `/webhooks/${hook.body.id}/test`)
  await admin.call('POST', '/exports', { object: 'customer', query: { q: secret.name } })
  // The database refuses a statement with these values: what is told of it must not repeat them.
  await own.db.query(`alter table ws_main.customer rename column remark to gone`)
  const broken = await admin.call(
    'PATCH',
    `/records/customer/${made.body.id}`,
    { remark: secret.note },
    { 'if-match': '*' },
  )
  expect(broken.status).toBe(500)
  for (const word of Object.values(secret)) expect(broken.text).not.toContain(word)
  await own.db.query(`alter table ws_main.customer rename column gone to remark`)
}

test('A81 secrets: neither the log at its most talkative, nor job payloads, nor the tables hold a password, a key or a token in clear', async () => {
  await aDay()
  await expect.poll(() => app.printed()).toContain('request failed')
  const log = app.printed()
  expect(log.split('\n').length).toBeGreaterThan(1)
  for (const word of [...Object.values(secret), ...tokens, 'canary.boss@example.com']) expect(log).not.toContain(word)

  const tables = await own.db.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('zhike', 'auth', 'jobs', 'ws_main') and c.relkind in ('r', 'p') and not c.relispartition`,
  )
  const inClear = [secret.password, secret.wrong, secret.mailPassword, ...tokens.filter((t) => t.length > 20)]
  for (const { name } of tables) {
    const [row] = await own.db.query<{ text: string | null }>(`select string_agg(t::text, ' ') as text from ${name} t`)
    for (const word of inClear) expect((row!.text ?? '').includes(word), `${name} holds a secret in clear`).toBe(false)
  }
  const [jobs] = await own.db.query<{ text: string | null }>(`select string_agg(data::text, ' ') as text from jobs.job`)
  for (const word of Object.values(secret)) expect(jobs!.text ?? '').not.toContain(word)
})
