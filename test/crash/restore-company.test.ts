import { generateX25519Identity } from 'age-encryption'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Database, sealChanges, uuid7, verifySeal } from '#engine'
import { backupRow } from '#platform/backup'
import { sealAnchor } from '#platform/control'
import { createFileStore } from '#platform/files'
import { createLogger } from '#platform/log'
import { digests } from '#test/digests'
import { type OwnDatabase, ownDatabase } from '#test/own-database'
import { scratchFolder } from '#test/restored'
import { secondCompany } from '#test/second-company'
import { type Client, clientOf, config, cookieOf, openServer, password, signIn, type TestServer } from '#test/server'
import { totp } from '#test/totp'
import { uploadTo } from '#test/upload'
import { createApp } from '../../server/app.ts'
import { companyTables } from '../../server/backup/company-place.ts'
import { type CompanyWork, restoreCompany } from '../../server/backup/restore-company.ts'
import { runBackup } from '../../server/backup/run-backup.ts'
import { createServices, stop } from '../../server/main.ts'

/** Two companies in one backup; one of them comes into an installation where a third is at work. */
const scratch = scratchFolder()
const at = (name: string) => path.join(scratch.folder, name)
const otherPassword = 'Another-Horse-43'
const secrets = {
  there: 'a secret of the backed-up installation, long enough',
  here: 'a secret of the third company, long enough',
}
let source: OwnDatabase
let third: TestServer
let thirdOwner: Database
let key: string
let file: string
let second: { schema: string; workspaceId: string }
let attachment: string
let secondFactor: string
let apiKey: string
let webhook: { id: string; secret: string }
const numbers: string[] = []
let before: ReadonlyMap<string, string>
const content = Buffer.from('合同 '.repeat(100_000))

/** Whom the second company's webhook tells. */
const got: { body: string; headers: Record<string, string> }[] = []
const receiver = createServer(async (request, response) => {
  got.push({ body: await text(request), headers: request.headers as Record<string, string> })
  response.end()
})
const port = () => (receiver.address() as AddressInfo).port

const work = (more: Partial<CompanyWork> = {}): CompanyWork => ({
  file,
  key,
  only: 'second',
  replace: false,
  dryRun: false,
  beside: scratch.folder,
  log: createLogger({ level: 'silent', format: 'json' }),
  into: installation(),
  ...more,
})
const installation = () => ({
  place: 'third',
  database: thirdOwner,
  files: createFileStore({ s3: null, dataDir: at('third') }),
  secret: secrets.here,
  inUse: true,
})
const refusal = (more: Partial<CompanyWork>): Promise<string> =>
  restoreCompany(work(more)).then(
    () => 'nothing',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  )

const setUpSource = async (): Promise<void> => {
  source = await ownDatabase()
  const settings = config(source.url, {
    dataDir: at('source'),
    databaseRuntimeUrl: source.runTimeUrl,
    secret: secrets.there,
    backupKey: key,
    outboundAllow: [`127.0.0.1:${port()}`],
  })
  const services = await createServices(settings)
  const app = await createApp(services)
  try {
    await app.listen({ port: 0, host: '127.0.0.1' })
    const url = `http://127.0.0.1:${(app.server.address() as { port: number }).port}`
    const founded = await clientOf(url).call('POST', '/setup', {
      company: '第一公司',
      name: 'ada',
      email: 'ada@example.com',
      password,
    })
    const ada = clientOf(url, '', { cookie: cookieOf(founded) })
    await ada.call('POST', '/records/customer', { name: '第一公司的秘密客户' })
    second = await secondCompany(services, 'second', 'ivy@example.com')
    const there = await signIn(url, 'ivy@example.com')
    for (let n = 0; n < 5; n++) {
      const customer = await there.call('POST', '/records/customer', { name: `第二公司客户 ${n}` })
      numbers.push((await there.call('GET', `/records/customer/${customer.body.id}`)).body.number)
    }
    const uploaded = await uploadTo(url, there, '合同.txt', content)
    attachment = uploaded.body.id
    const [about] = (await there.call('GET', '/records/customer?limit=1')).body.data
    const note = { subject: '附件', kind: 'note', about: { object: 'customer', id: about.id }, files: [attachment] }
    expect((await there.call('POST', '/records/activity', note)).status).toBe(201)
    apiKey = (await there.call('POST', '/api-keys', { name: '读', scopes: ['*:read'] })).body.key
    webhook = (
      await there.call('POST', '/webhooks', { name: '钩', url: `http://127.0.0.1:${port()}/`, events: ['lead.*'] })
    ).body
    const roles = (await there.call('GET', '/records/role?fields=name')).body.data
    for (const name of ['amy', 'otto']) {
      const person = { name, email: `${name}@example.com`, password: otherPassword, roles: [roles[0].id] }
      expect((await there.call('POST', '/users', person)).status).toBe(201)
    }
    const otto = await signInWith(url, 'otto@example.com', otherPassword)
    const enabled = await otto.call('POST', '/api/auth/two-factor/enable', { password: otherPassword })
    secondFactor = new URL(enabled.body.totpUri).searchParams.get('secret')!
    const proof = await otto.call('POST', '/api/auth/two-factor/verify-totp', { code: totp(secondFactor) })
    expect(proof.status).toBe(200)
    const anchor = sealAnchor(second.workspaceId, secrets.there)
    while ((await sealChanges(source.db, second.schema, new Date().toISOString(), anchor)) === 0) await wait(200)
    const id = uuid7()
    await runBackup(services, { id, kind: 'command', folder: at('backups') })
    file = (await backupRow(source.db, id))!.path!
  } finally {
    await app.close()
    await stop(services)
  }
}

const signInWith = async (url: string, email: string, secret: string): Promise<Client> => {
  const reply = await clientOf(url).call('POST', '/api/auth/sign-in/email', { email, password: secret })
  return clientOf(url, '', { cookie: cookieOf(reply) })
}

/** Lets the third company's server finish what it does by itself, its seals included. */
const untilQuiet = async (): Promise<void> => {
  const [{ id }] = (await third.db.query<{ id: string }>('select id from zhike.workspace')) as [{ id: string }]
  for (let last = ''; ;) {
    await sealChanges(third.db, 'ws_main', new Date().toISOString(), sealAnchor(id, secrets.here))
    const now = JSON.stringify([...(await digests(third.db, '^(ws_|auth|zhike)'))])
    if (now === last) return
    last = now
    await wait(1_500)
  }
}

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  key = await generateX25519Identity()
  await setUpSource()
  third = await openServer({ dataDir: at('third'), secret: secrets.here, outboundAllow: [`127.0.0.1:${port()}`] })
  await third.amy.call('POST', '/records/customer', { name: '第三公司的客户' })
  thirdOwner = new Database(third.runTimeUrl, { ownerUrl: third.databaseUrl, max: 4, statementTimeout: 0 })
  await untilQuiet()
  before = await digests(third.db, '^(ws_main|auth|zhike)$')
})
afterAll(async () => {
  await thirdOwner?.close()
  await third?.close()
  await source?.drop()
  receiver.close()
  scratch.remove()
})

test('F65 what does not fit is refused with words of its own, a dry run changes nothing, and nothing is left behind', async () => {
  expect(await refusal({ only: 'nobody' })).toBe('backup.noSuchCompany')
  const bytes = readFileSync(file)
  const middle = Math.floor(bytes.length / 2)
  bytes[middle] = bytes[middle]! ^ 1
  writeFileSync(at('changed'), bytes)
  expect(await refusal({ file: at('changed') })).toBe('backup.damaged')
  expect(await refusal({ into: { ...installation(), secret: `${secrets.here}!` } })).toBe('backup.otherSecret')
  expect(await refusal({ only: 'main', replace: true })).toBe('backup.addressTaken')
  const noRoom = createFileStore({ s3: null, dataDir: at('changed') })
  expect(await refusal({ into: { ...installation(), files: noRoom } })).toMatch(/file\.|ENOTDIR|EEXIST/)
  const empty = await ownDatabase()
  try {
    expect(await refusal({ into: { ...installation(), database: empty.db } })).toBe('backup.notAnInstallation')
  } finally {
    await empty.drop()
  }
  const told = await restoreCompany(work({ dryRun: true }))
  expect(told.logins.map(({ email, becomes }) => [email, becomes])).toEqual([
    ['amy@example.com', 'amy@example.com'],
    ['ivy@example.com', null],
    ['otto@example.com', null],
  ])
  expect(told.files).toBe(1)
  expect(await digests(third.db, '^(ws_|auth|zhike)')).toEqual(before)
})

test('F65 one company of a backup comes beside others: ids, numbers and proofs kept, and no row of anybody else moves', async () => {
  const restored = await restoreCompany(work())
  expect(restored).toMatchObject({ files: 1, aside: null, company: { slug: 'second', id: second.workspaceId } })
  const after = await digests(third.db, '^(ws_main|auth|zhike)$')
  const changed = [...before.keys()].filter((name) => after.get(name) !== before.get(name))
  expect(changed.sort()).toEqual(
    [
      'auth."user"',
      'auth.account',
      'auth."twoFactor"',
      'zhike.api_key',
      'zhike.member',
      'zhike.seal_head',
      'zhike.workspace',
    ].sort(),
  )
  expect(await third.db.query('select schema_name as schema from zhike.workspace order by created_at')).toEqual([
    { schema: 'ws_main' },
    { schema: 'ws_second' },
  ])
  expect(await third.db.query('select from zhike.member where workspace <> $1', [second.workspaceId])).toHaveLength(10)
  const logins = await third.db.query<{ email: string }>('select email from auth."user"')
  expect(logins).toHaveLength(12)
  expect(logins.map(({ email }) => email)).not.toContain('ada@example.com')
  for (const table of ['customer', 'activity', 'change', 'file', 'seal', '"user"', 'role']) {
    const all = `select md5(string_agg(t::text, E'\\n' order by t::text)) as hash from ws_second.${table} t`
    expect(await third.db.query(all), table).toEqual(await source.db.query(all))
  }
  const functions = (db: Database, schema: string) =>
    db.query('select proname as name from pg_proc where pronamespace = $1::regnamespace order by 1', [schema])
  expect(await functions(third.db, 'ws_second')).toEqual(await functions(third.db, 'ws_main'))
  const owned = await third.db.query<{ name: string }>(
    `select table_name as name from information_schema.columns where table_schema = 'zhike' and column_name = 'workspace'`,
  )
  expect(['workspace', ...owned.map(({ name }) => name)].sort()).toEqual([...companyTables].sort())
})

test('F65 its people sign in where it is now, and it goes on counting without a double', async () => {
  const ivy = await signIn(third.url, 'ivy@example.com')
  const made = await ivy.call('POST', '/records/customer', { name: '恢复之后' })
  expect(made.status).toBe(201)
  const { data } = (await ivy.call('GET', '/records/customer?fields=name,number&limit=50')).body
  const found = data.map(({ number }: { number: string }) => number)
  expect(found.toSorted()).toEqual([...new Set([...numbers, ...found])].toSorted())
  expect(found).toHaveLength(6)
  expect(data.map(({ name }: { name: string }) => name)).not.toContain('第三公司的客户')
  const bytes = await fetch(`${third.url}/api/v1/files/${attachment}/content`, { headers: { cookie: ivy.cookie } })
  expect(Buffer.from(await bytes.arrayBuffer()).equals(content)).toBe(true)
  const history = await ivy.call('GET', `/records/customer/${made.body.id}/history`)
  expect(history.body.data[0]).toMatchObject({ op: 'create' })
  expect((await ivy.call('GET', '/backups')).status).toBe(403)
  const anchor = sealAnchor(second.workspaceId, secrets.here)
  await expect.poll(() => sealChanges(third.db, second.schema, new Date().toISOString(), anchor)).toBeGreaterThan(0)
  expect(await verifySeal(third.db, second.schema, anchor)).toMatchObject({ ok: true })
})

test('F65 who was here keeps the password and the company; second factors, API keys and webhook secrets that came still work', async () => {
  expect((await third.amy.call('GET', '/records/customer?fields=name')).body.data).toMatchObject([
    { name: '第三公司的客户' },
  ])
  const again = await signIn(third.url, 'amy@example.com')
  expect((await again.call('GET', '/records/customer?fields=name')).body.data).toMatchObject([
    { name: '第三公司的客户' },
  ])
  expect((await (await signInWith(third.url, 'amy@example.com', otherPassword)).call('GET', '/me')).status).toBe(401)
  expect((await clientOf(third.url, '', { key: apiKey }).call('GET', '/records/customer')).body.data).toHaveLength(6)
  expect(webhook.secret).toMatch(/^whsec_/)
  const ivy = await signIn(third.url, 'ivy@example.com')
  expect((await ivy.call('POST', `/webhooks/${webhook.id}/test`)).body.delivered).toBe(true)
  expect(() => new Webhook(webhook.secret).verify(got[0]!.body, got[0]!.headers)).not.toThrow()
  const otto = await signInWith(third.url, 'otto@example.com', otherPassword)
  expect((await otto.call('GET', '/me')).status).toBe(401)
  const proof = await otto.call('POST', '/api/auth/two-factor/verify-totp', { code: totp(secondFactor) })
  expect(proof.status).toBe(200)
  expect((await clientOf(third.url, '', { cookie: cookieOf(proof) }).call('GET', '/me')).status).toBe(200)
})

test('F65 the same company again is refused; with --replace what is there is kept, and another address fits beside', async () => {
  expect(await refusal({})).toBe('backup.companyThere')
  expect(await refusal({ replace: true })).toBe('backup.inUse')
  const { aside } = await restoreCompany(work({ replace: true, into: { ...installation(), inUse: false } }))
  expect(aside).toMatch(/^ws_second_before_\d{14}$/)
  const counts = await third.db.query(
    `select (select count(*) from "${aside}".customer) as kept, (select count(*) from ws_second.customer) as now,
       (select count(*) from "${aside}".control_member) as members`,
  )
  expect(counts).toEqual([{ kept: 6, now: 5, members: 3 }])
  const first = await restoreCompany(work({ only: 'main', as: 'north-1' }))
  expect(first.company.schemaName).toBe('ws_north_1')
  const ada = await signIn(third.url, 'ada@example.com')
  const { data } = (await ada.call('GET', '/records/customer?fields=name,number')).body
  expect(data).toMatchObject([{ name: '第一公司的秘密客户', number: expect.stringMatching(/1$/) }])
  const now = await digests(third.db, '^ws_main$')
  expect([...now].filter(([name, hash]) => before.get(name) !== hash)).toEqual([])
})
