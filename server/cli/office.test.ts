import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ownDatabase } from '#test/own-database'
import { clientOf, openServer, type TestServer } from '#test/server'
import { commands } from './commands.ts'

// Each call starts a process of its own.
vi.setConfig({ testTimeout: 120_000 })

let s: TestServer
beforeAll(async () => {
  s = await openServer()
})
afterAll(() => s.close())

/** Runs the real command line on the server's database, beside the server. */
const zhike = (args: string[], databaseUrl = s.databaseUrl) =>
  new Promise<{ status: number; stdout: string; stderr: string }>((resolve) => {
    const env = { ...process.env, DATABASE_URL: databaseUrl, SECRET: randomBytes(32).toString('base64url') }
    execFile(process.execPath, ['server/cli/index.ts', ...args], { env }, (error, stdout, stderr) =>
      resolve({ status: error ? Number(error.code) : 0, stdout, stderr }),
    )
  })

const signIn = (email: string, password: string) =>
  clientOf(s.url).call('POST', '/api/auth/sign-in/email', { email, password })

test('a user added on the command line signs in with the password that was shown, and is listed', async () => {
  const added = await zhike(['user', 'add', 'new@example.com', '--name', '新来的', '--department', 'north', '--json'])
  expect(added).toMatchObject({ status: 0, stderr: '' })
  const { password } = JSON.parse(added.stdout)
  expect((await signIn('new@example.com', password)).status).toBe(200)
  const listed = JSON.parse((await zhike(['user', 'list', '--json'])).stdout)
  expect(listed).toContainEqual(
    expect.objectContaining({
      name: '新来的',
      email: 'new@example.com',
      roles: ['sales'],
      department: 'north',
      active: true,
      login: true,
    }),
  )
})

test('a new password replaces the old one, and a disabled user is out until enabled', async () => {
  const { stdout } = await zhike(['user', 'password', 'bob@example.com'])
  const password = /once: (\S+)/.exec(stdout)![1]!
  expect((await signIn('bob@example.com', password)).status).toBe(200)
  expect((await zhike(['user', 'disable', 'bob@example.com'])).stdout).toContain('已停用')
  expect((await signIn('bob@example.com', password)).status).toBe(401)
  await zhike(['user', 'enable', 'bob@example.com'])
  expect((await signIn('bob@example.com', password)).status).toBe(200)
})

test('what cannot be done is said in both languages, with exit code 1', async () => {
  const unknown = await zhike(['user', 'disable', 'nobody@example.com'])
  expect(unknown).toMatchObject({ status: 1, stdout: '' })
  expect(unknown.stderr).toBe(
    '没有邮箱为“nobody@example.com”的员工\nThere is no user with the e-mail address “nobody@example.com”\n',
  )
  expect((await zhike(['user', 'disable', 'admin@example.com'])).stderr).toContain('没有在用的管理员')
  expect((await zhike(['user', 'add', 'x@example.com', '--name', 'x', '--role', 'king'])).stderr).toContain(
    '没有标识为“king”的角色',
  )
})

test.each(['user', 'user add x@example.com', 'import crm-sales', 'demo --size xl'])(
  'an incomplete call of %s is answered with exit code 2',
  async (call) => {
    const [name, ...args] = call.split(' ')
    expect(await (await commands[name!]!.load()).command.run(args)).toBe(2)
  },
)

test('migrate names what is missing, changes nothing when only asked for the plan, and then mends it', async () => {
  const plan = async () => JSON.parse((await zhike(['migrate', '--plan', '--json'])).stdout).workspaces[0].missing
  expect(await plan()).toEqual([])
  await s.db.query(
    'drop index ws_main.ix_customer__newest; drop table ws_main.refusal; alter table ws_main.product drop column series',
  )
  await s.db.query('delete from ws_main.built')
  const missing = await plan()
  expect(missing).toContainEqual(expect.stringContaining('ix_customer__newest'))
  expect(missing).toContainEqual(expect.stringMatching(/^create table if not exists refusal/))
  expect(missing).toContainEqual(expect.stringMatching(/^alter table "product" add column if not exists "series"/))
  expect(await plan()).toEqual(missing)
  expect((await zhike(['migrate'])).status).toBe(0)
  expect(await plan()).toEqual([])
})

test('before the first set-up users cannot be managed, and there is nothing to migrate', async () => {
  const own = await ownDatabase()
  try {
    expect((await zhike(['migrate', '--plan'], own.url)).stdout).toContain('还没有公司')
    const { status, stderr } = await zhike(['user', 'list'], own.url)
    expect(status).toBe(1)
    expect(stderr).toContain('还没有设置公司')
  } finally {
    await own.drop()
  }
})
