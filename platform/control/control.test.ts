import { afterAll, beforeAll, expect, it } from 'vitest'
import { ownDatabase, type OwnDatabase } from '#test/own-database'
import {
  addMember,
  applyMigrations,
  bumpVersion,
  controlMigrations,
  createWorkspace,
  findWorkspace,
  listWorkspaces,
  membersOfLogin,
  openControl,
  readSetting,
  setMemberActive,
  updateWorkspace,
  writeSetting,
} from './index.ts'

let own: OwnDatabase
beforeAll(async () => {
  own = await ownDatabase()
})
afterAll(() => own.drop())

const login = '019a0000-0000-7000-8000-000000000001'
const user = '019a0000-0000-7000-8000-000000000002'

it('lets several processes start at once: each step is applied by exactly one', async () => {
  const applied = await Promise.all([openControl(own.db), openControl(own.db), openControl(own.db)])
  expect(applied.flat()).toEqual(controlMigrations.map(({ id }) => id))
  expect(await openControl(own.db)).toEqual([])
})

it('leaves nothing of a migration that fails half-way', async () => {
  const steps = [{ id: 'broken-0001', sql: 'create table zhike.half (id int); select 1 / 0' }]
  await expect(applyMigrations(own.db, steps)).rejects.toThrow('division by zero')
  expect(await own.db.query(`select to_regclass('zhike.half') "table"`)).toEqual([{ table: null }])
  expect(await own.db.query(`select from zhike.migration where id = 'broken-0001'`)).toEqual([])
})

it('makes a workspace with Chinese defaults and a schema named after it', async () => {
  const workspace = await createWorkspace(own.db, { slug: 'hua-nan', name: '华南工业' })
  expect(workspace).toMatchObject({
    name: '华南工业',
    schemaName: 'ws_hua_nan',
    zone: 'Asia/Shanghai',
    currency: 'CNY',
    language: 'zh-CN',
    schemaVersion: 1,
    rightsVersion: 1,
  })
  expect(await findWorkspace(own.db, workspace.id)).toEqual(workspace)
  expect(await listWorkspaces(own.db)).toEqual([workspace])
})

it('refuses a taken address, and one that would not be safe as the name of a schema', async () => {
  await expect(createWorkspace(own.db, { slug: 'hua-nan', name: '另一家' })).rejects.toThrow('“hua-nan”已被占用')
  for (const slug of ['', 'A', '1a', 'a_b', 'a";drop schema zhike', 'a'.repeat(41), '华南']) {
    await expect(createWorkspace(own.db, { slug, name: slug })).rejects.toThrow('公司标识只能用')
  }
})

it('changes what an administrator changes and keeps the rest', async () => {
  const { id } = await createWorkspace(own.db, { slug: 'east', name: '华东', currency: 'USD' })
  const brand = { color: '#1677ff' }
  expect(await updateWorkspace(own.db, id, { name: '华东公司', brand })).toMatchObject({
    name: '华东公司',
    currency: 'USD',
    brand,
  })
})

it('counts versions up with the change they belong to, and not when that is rolled back', async () => {
  const { id } = await createWorkspace(own.db, { slug: 'west', name: '华西' })
  expect(await bumpVersion(own.db, id, 'rights')).toBe(2)
  const failing = own.db.transaction(async (tx) => {
    await bumpVersion(tx, id, 'rights')
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await findWorkspace(own.db, id)).toMatchObject({ schemaVersion: 1, rightsVersion: 2 })
})

it('knows which workspaces a login may enter, and shuts one without the other', async () => {
  const [a, b] = await Promise.all(['north', 'south'].map((slug) => createWorkspace(own.db, { slug, name: slug })))
  for (const workspace of [a!, b!]) await addMember(own.db, { workspaceId: workspace.id, loginId: login, userId: user })
  await setMemberActive(own.db, a!.id, user, false)
  const members = await membersOfLogin(own.db, login)
  expect(members.map((member) => [member.workspaceId, member.active])).toEqual(
    expect.arrayContaining([
      [a!.id, false],
      [b!.id, true],
    ]),
  )
})

it('keeps settings of the installation as JSON', async () => {
  expect(await readSetting(own.db, 'welcome')).toBeNull()
  await writeSetting(own.db, 'welcome', { shown: true })
  await writeSetting(own.db, 'welcome', ['a', 1])
  expect(await readSetting(own.db, 'welcome')).toEqual(['a', 1])
})
