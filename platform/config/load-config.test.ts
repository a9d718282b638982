import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { ConfigError, exampleFile, loadConfig, withEnvFile } from './index.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'zhike-config-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const DATA_DIR = path.join(folder, 'data')

const problemsOf = (env: Record<string, string>): string[] => {
  try {
    loadConfig({ DATA_DIR, ...env })
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ name }) => name)
    throw error
  }
}

it('runs with nothing set: this machine only, port 8080, embedded database', () => {
  expect(loadConfig({ DATA_DIR })).toMatchObject({
    port: 8080,
    host: '127.0.0.1',
    role: 'all',
    databaseUrl: null,
    databaseRuntimeUrl: null,
    databaseDir: null,
    trustProxy: false,
    mail: null,
    s3: null,
    backupDir: null,
    backupKey: null,
    pointInTimeDays: 0,
  })
})

it('names every wrong setting at once, in Chinese and English, and never repeats a secret', () => {
  const env = { PORT: '80a', ROLE: 'boss', DATABASE_URL: 'mysql://root:s3cr3t@db/x', LOG_LEVEL: 'loud', DATA_DIR }
  expect(problemsOf(env)).toEqual(['PORT', 'DATABASE_URL', 'ROLE', 'LOG_LEVEL'])
  expect(() => loadConfig(env)).toThrow(/PORT\n\s+应为0 到 65535 的整数\n\s+should be an integer/)
  expect(() => loadConfig(env)).not.toThrow(/s3cr3t/)
})

it('wants settings that belong together together', () => {
  expect(problemsOf({ ADMIN_EMAIL: 'li@example.com' })).toEqual(['ADMIN_PASSWORD'])
  expect(problemsOf({ SMTP_URL: 'smtp://mail.example.com' })).toEqual(['MAIL_FROM'])
  expect(problemsOf({ S3_BUCKET: 'files' })).toEqual(['S3_ENDPOINT', 'S3_ACCESS_KEY', 'S3_SECRET_KEY'])
})

it.each([
  'changeme',
  'a'.repeat(64),
  'abababababababababababababababababababab',
  'please-changeme-0123456789abcdefghijkl',
])('refuses the guessable key %s', (SECRET) => {
  expect(problemsOf({ SECRET })).toEqual(['SECRET'])
})

it('accepts a random key', () => {
  const SECRET = 'k3vQx8Zr1TnWb5Lg0PfYj7HdUe2MsCa9'
  expect(loadConfig({ DATA_DIR, SECRET }).secret).toBe(SECRET)
})

it.each(['password1234', 'aaaaaaaaaaaaaaaa', '123456789012', 'changeme2026!'])(
  'refuses %s for the administrator',
  (word) => {
    expect(problemsOf({ ADMIN_EMAIL: 'li@example.com', ADMIN_PASSWORD: word })).toEqual(['ADMIN_PASSWORD'])
  },
)

it('makes a key on the first run, keeps it for its owner alone, and finds it again', () => {
  const { secret } = loadConfig({ DATA_DIR })
  expect(secret).toMatch(/^[\w-]{43}$/)
  expect(loadConfig({ DATA_DIR }).secret).toBe(secret)
  expect(statSync(path.join(DATA_DIR, 'secrets.json')).mode & 0o077).toBe(0)
})

it('reads a secret from the file that NAME_FILE names, and says when it cannot', () => {
  const file = path.join(folder, 'url')
  writeFileSync(file, 'postgres://zhike:x@db/zhike\n')
  expect(loadConfig({ DATA_DIR, DATABASE_URL_FILE: file }).databaseUrl).toBe('postgres://zhike:x@db/zhike')
  expect(problemsOf({ DATABASE_URL_FILE: `${file}-not` })).toEqual(['DATABASE_URL_FILE'])
})

it('reads .env, and lets the environment win', () => {
  const file = path.join(folder, '.env')
  writeFileSync(file, 'PORT=9000\nROLE=web\n')
  const config = loadConfig({ ...withEnvFile({ PORT: '9100' }, file), DATA_DIR })
  expect([config.port, config.role]).toEqual([9100, 'web'])
})

it('has an example file that is in step (zhike doctor --write-env-example mends it)', () => {
  expect(readFileSync('.env.example', 'utf8')).toBe(exampleFile())
})
