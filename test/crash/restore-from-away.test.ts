import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Database, sealChanges, uuid7, verifySeal } from '#engine'
import { checkBackup, createAway, keyFileIn, readBackupKey } from '#platform/backup'
import { listWorkspaces, sealAnchor } from '#platform/control'
import { createFileStore } from '#platform/files'
import { startPostgres } from '#platform/postgres'
import { digests } from '#test/digests'
import { type ObjectStorage, openObjectStorage } from '#test/object-storage'
import { ownDatabase } from '#test/own-database'
import { scratchFolder } from '#test/restored'
import { config } from '#test/server'
import { withFileAtHand } from '../../server/backup/at-hand.ts'
import { runBackup } from '../../server/backup/run-backup.ts'
import { sendAway } from '../../server/backup/send-away.ts'
import { loadDemo } from '../../server/cli/load-demo.ts'
import { withServices } from '../../server/cli/open-office.ts'

/** A company that is backed up to an object storage, a machine that is lost, and what comes back from the storage alone. */
const scratch = scratchFolder()
const at = (...names: string[]) => path.join(scratch.folder, ...names)
/** Kept apart, as the guide says. */
const keyFile = at('safe', 'backup.key')
const secret = 'the secret of a machine that will be lost'
let storage: ObjectStorage
let lost: Facts
let size: number

/** What must be equal afterwards. */
interface Facts {
  readonly tables: Record<string, string>
  readonly files: Record<string, string>
  readonly seals: readonly { readonly ok: boolean; readonly entries: number }[]
}

/** What is of a machine, or counts on by itself. */
const ofMachine = /\.(built|unfilled|log_base|migration|job_progress|session|verification|attempt|seal_head|setting)$/

/** An upgrade makes tables for the months to come. */
const ofNothing = createHash('md5').digest('hex')

const factsOf = async (db: Database, dataDir: string, signedWith: string): Promise<Facts> => {
  const tables = [...(await digests(db, '^(ws_|auth$|zhike$)'))].filter(
    ([name, digest]) => digest !== ofNothing && !ofMachine.test(name),
  )
  const store = createFileStore({ s3: null, dataDir })
  const files: Record<string, string> = {}
  const seals: Facts['seals'][number][] = []
  for (const { id, schemaName } of await listWorkspaces(db)) {
    for (const { key, sha256 } of await db.query<{ key: string; sha256: string }>(
      `select key, sha256 from ${schemaName}.file`,
    )) {
      const hash = createHash('sha256')
      for await (const chunk of await store.open(key)) hash.update(chunk as Buffer)
      files[key] = hash.digest('hex')
      expect(files[key]).toBe(sha256)
    }
    const { ok, entries } = await verifySeal(db, schemaName, sealAnchor(id, signedWith))
    seals.push({ ok, entries })
  }
  return { tables: Object.fromEntries(tables), files, seals }
}

/** The command line on a machine that has nothing but Zhike, these settings and the key. */
const zhike = async (machine: string, ...args: string[]): Promise<{ code: number; said: string }> => {
  const { endpoint, bucket, accessKey, secretKey } = storage.place
  const env = {
    PATH: process.env['PATH'],
    DATA_DIR: at(machine, 'data'),
    BACKUP_S3_ENDPOINT: endpoint,
    BACKUP_S3_BUCKET: bucket,
    BACKUP_S3_ACCESS_KEY: accessKey,
    BACKUP_S3_SECRET_KEY: secretKey,
  }
  const run = promisify(execFile)(process.execPath, ['server/cli/index.ts', ...args], { env })
  return run.then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, said: stdout + stderr }),
  )
}

beforeAll(async () => {
  storage = await openObjectStorage(scratch.folder)
  const own = await ownDatabase()
  const dataDir = at('lost', 'data')
  const settings = config(own.url, { dataDir, secret, backupS3: storage.place })
  await withServices(settings, async (services) => {
    await loadDemo(services, { customers: 12, leads: 4, sellers: 2 }, () => {})
    const [company] = await listWorkspaces(own.db)
    const anchor = sealAnchor(company!.id, secret)
    while ((await sealChanges(own.db, 'ws_main', new Date().toISOString(), anchor)) > 0);
    const id = uuid7()
    await runBackup(services, { id, kind: 'command', folder: at('lost', 'data', 'backups') })
    await sendAway(services, id)
  })
  lost = await factsOf(own.db, dataDir, secret)
  mkdirSync(at('safe'))
  writeFileSync(keyFile, readFileSync(keyFileIn(dataDir)))
  size = (await createAway(storage.place).list())[0]!.size
  await own.drop()
  rmSync(at('lost'), { recursive: true })
})
afterAll(async () => {
  await storage?.close()
  scratch.remove()
})

const secretIn = (dataDir: string) =>
  (JSON.parse(readFileSync(path.join(dataDir, 'secrets.json'), 'utf8')) as { secret: string }).secret

test('F62 the lost machine had attachments and a sealed log, and only the encrypted file went away', async () => {
  expect(Object.keys(lost.files).length).toBeGreaterThan(2)
  expect(lost.seals).toMatchObject([{ ok: true }])
  expect(lost.seals[0]!.entries).toBeGreaterThan(100)
  expect(size).toBeGreaterThan(10_000)
  await createAway(storage.place).fetch('latest', at('seen'))
  const key = readFileSync(keyFile, 'utf8').trim().split('\n').at(-1)!
  const bytes = readFileSync(at('seen'))
  expect(bytes.subarray(0, 21).toString()).toBe('age-encryption.org/v1')
  expect(bytes.includes(key) || bytes.includes(secret)).toBe(false)
})

test('F62 a data directory that holds nothing but the key gets everything back from the storage, and goes on with the same key', async () => {
  mkdirSync(at('new', 'data'), { recursive: true })
  copyFileSync(keyFile, keyFileIn(at('new', 'data')))
  const proof = await zhike('new', 'restore', 's3:latest', '--dry-run')
  expect(proof).toMatchObject({ code: 0, said: expect.stringContaining('这份备份可以恢复') })
  expect(existsSync(at('new', 'data', 'postgres'))).toBe(false)

  const dataDir = at('new', 'data')
  const { code, said } = await zhike('new', 'restore', 's3:latest', '--into', dataDir)
  expect([code, said]).toEqual([0, expect.stringContaining('已恢复,逐项核对一致')])
  expect(readdirSync(at('new'))).toEqual(['data'])
  const postgres = await startPostgres({ dataDir: path.join(dataDir, 'postgres'), profile: 'test' })
  const db = new Database(postgres.url, { max: 2 })
  try {
    expect(secretIn(dataDir)).toBe(secret)
    expect(await factsOf(db, dataDir, secret)).toEqual(lost)
  } finally {
    await db.close()
    await postgres.stop()
  }
  expect(readFileSync(keyFileIn(dataDir), 'utf8')).toBe(readFileSync(keyFile, 'utf8'))
})

test('F62 an empty external database gets everything back from the storage', async () => {
  const own = await ownDatabase()
  try {
    const { code, said } = await zhike('other', 'restore', 's3:latest', '--into', own.url, '--key-file', keyFile)
    expect([code, said]).toEqual([0, expect.stringContaining('已恢复,逐项核对一致')])
    expect(await factsOf(own.db, at('other', 'data'), secretIn(at('other', 'data')))).toEqual(lost)
    const again = await zhike('other', 'restore', 's3:latest', '--into', own.url, '--key-file', keyFile)
    expect(again).toMatchObject({ code: 1, said: expect.stringContaining('里已有数据,没有做任何改动') })
  } finally {
    await own.drop()
  }
})

test('F64 a copy that was cut or altered in the storage is refused with a sentence, and nothing is restored', async () => {
  const away = createAway(storage.place)
  const bytes = readFileSync(at('seen'))
  const altered = Buffer.from(bytes)
  altered[bytes.length >> 1]! ^= 1
  const put = async (name: string, content: Buffer) => {
    writeFileSync(at(name), content)
    await away.put(at(name))
  }
  await put('zhike-20990102-000000-abcdef.zkb', bytes.subarray(0, bytes.length >> 1))
  const refused = await zhike('third', 'restore', 's3:latest', '--into', at('third', 'data'), '--key-file', keyFile)
  expect(refused).toMatchObject({ code: 1, said: expect.stringContaining('备份文件已损坏或不完整') })
  expect(readdirSync(at('third'))).toEqual([])

  await put('zhike-20990103-000000-abcdef.zkb', altered)
  const key = readBackupKey(null, keyFile)
  const machine = { backupS3: storage.place, dataDir: at('fourth', 'data') }
  await expect(withFileAtHand('s3:latest', machine, (file) => checkBackup(file, key))).rejects.toMatchObject({
    code: 'backup.damaged',
  })
  expect(readdirSync(at('fourth'))).toEqual([])
})
