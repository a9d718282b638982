import { readFileSync } from 'node:fs'
import path from 'node:path'
import { ConfigError, type Problem } from './config-error.ts'
import type { Env } from './env-file.ts'
import { settings, type Name, type Values } from './schema.ts'
import { storedSecret } from './secrets.ts'
import { weakPassword, weakSecret } from './weak-secret.ts'

/** What the process was told, checked and typed; `null` is a setting that was not given. */
export interface Config {
  port: number
  host: string
  /** Without a trailing slash; null until told, then links follow the request. */
  publicUrl: string | null
  /** Absolute. */
  dataDir: string
  /** Null: start the embedded database. */
  databaseUrl: string | null
  /** The lesser account that the app runs as; null: that of `databaseUrl`, or the embedded database's. */
  databaseRuntimeUrl: string | null
  /** Where the embedded database lies, once it runs; null: the database is elsewhere. */
  databaseDir: string | null
  role: 'all' | 'web' | 'worker'
  admin: { email: string; password: string } | null
  secret: string
  mail: { smtpUrl: string; from: string } | null
  s3: { endpoint: string; region: string; bucket: string; accessKey: string; secretKey: string } | null
  /** Null: `backups` in the data directory. */
  backupDir: string | null
  /** An object storage that every backup is copied to as well. */
  backupS3: Config['s3']
  /** Null: the file `backup.key` in the data directory. */
  backupKey: string | null
  /** The embedded database can be restored to any moment of so many days; 0: only to its backups. */
  pointInTimeDays: number
  /** Bytes. */
  maxFileSize: number
  /** Addresses of the own network that may be called. */
  outboundAllow: readonly string[]
  trustProxy: boolean | number | string
  metricsToken: string | null
  /** Of one session or key. */
  requestsPerMinute: number
  logLevel: Values['LOG_LEVEL']
  logFormat: 'json' | 'text'
}

/**
 * Reads and checks the whole environment; throws one ConfigError that names everything wrong. Makes the key if new, and keeps it
 * but for who brings one along: a restore finds the data directory as empty as it was.
 */
export const loadConfig = (environment: Env, { keepSecret = true } = {}): Config => {
  const problems: Problem[] = []
  const env = readSecretFiles(environment, problems)
  const values = parse(env, problems)
  problems.push(...together(values), ...weak(values))
  if (problems.length) throw new ConfigError(problems)

  const dataDir = path.resolve(values.DATA_DIR)
  return {
    port: values.PORT,
    host: values.HOST,
    publicUrl: values.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    dataDir,
    databaseUrl: values.DATABASE_URL ?? null,
    databaseRuntimeUrl: values.DATABASE_RUNTIME_URL ?? null,
    databaseDir: null,
    role: values.ROLE,
    admin: values.ADMIN_EMAIL ? { email: values.ADMIN_EMAIL, password: values.ADMIN_PASSWORD! } : null,
    secret: values.SECRET ?? storedSecret(dataDir, keepSecret),
    mail: values.SMTP_URL ? { smtpUrl: values.SMTP_URL, from: values.MAIL_FROM! } : null,
    s3: values.S3_ENDPOINT
      ? {
          endpoint: values.S3_ENDPOINT,
          region: values.S3_REGION ?? 'us-east-1',
          bucket: values.S3_BUCKET!,
          accessKey: values.S3_ACCESS_KEY!,
          secretKey: values.S3_SECRET_KEY!,
        }
      : null,
    backupDir: values.BACKUP_DIR ? path.resolve(values.BACKUP_DIR) : null,
    backupS3: values.BACKUP_S3_ENDPOINT
      ? {
          endpoint: values.BACKUP_S3_ENDPOINT,
          region: values.BACKUP_S3_REGION ?? 'us-east-1',
          bucket: values.BACKUP_S3_BUCKET!,
          accessKey: values.BACKUP_S3_ACCESS_KEY!,
          secretKey: values.BACKUP_S3_SECRET_KEY!,
        }
      : null,
    backupKey: values.BACKUP_KEY ?? null,
    pointInTimeDays: values.POINT_IN_TIME_DAYS,
    maxFileSize: values.MAX_FILE_MB * 1024 * 1024,
    outboundAllow: values.OUTBOUND_ALLOW,
    trustProxy: values.TRUST_PROXY,
    metricsToken: values.METRICS_TOKEN ?? null,
    requestsPerMinute: values.REQUESTS_PER_MINUTE,
    logLevel: values.LOG_LEVEL,
    logFormat: values.LOG_FORMAT ?? (process.stdout.isTTY ? 'text' : 'json'),
  }
}

const names = Object.keys(settings) as Name[]

/** `NAME_FILE` names a file that holds a secret, as container platforms mount them. */
const readSecretFiles = (env: Env, problems: Problem[]): Env => {
  const read: Env = { ...env }
  for (const name of names.filter((each) => 'secret' in settings[each] && settings[each].secret)) {
    const file = env[`${name}_FILE`]
    if (!file) continue
    try {
      read[name] = readFileSync(file, 'utf8').trim()
    } catch {
      problems.push({ name: `${name}_FILE`, zh: `无法读取文件 ${file}`, en: `cannot read the file ${file}` })
    }
  }
  return read
}

const parse = (env: Env, problems: Problem[]): Values => {
  const values: Partial<Record<Name, unknown>> = {}
  for (const name of names) {
    const { accepts, mend } = settings[name]
    const result = accepts.safeParse(env[name]?.trim() || undefined) // an empty variable counts as not given
    if (result.success) values[name] = result.data
    else problems.push({ name, zh: `应为${mend[0]}`, en: `should be ${mend[1]}` })
  }
  return values as Values
}

/** Settings that only make sense together. */
const together = (values: Values): Problem[] => {
  const sets: Name[][] = [
    ['ADMIN_EMAIL', 'ADMIN_PASSWORD'],
    ['SMTP_URL', 'MAIL_FROM'],
    ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY', 'S3_SECRET_KEY'],
    ['BACKUP_S3_ENDPOINT', 'BACKUP_S3_BUCKET', 'BACKUP_S3_ACCESS_KEY', 'BACKUP_S3_SECRET_KEY'],
  ]
  return sets
    .filter((set) => set.some((name) => values[name] !== undefined))
    .flatMap((set) => set.filter((name) => values[name] === undefined).map((name) => missing(name, set)))
    .concat(
      values.DATABASE_RUNTIME_URL && !values.DATABASE_URL
        ? [missing('DATABASE_URL', ['DATABASE_URL', 'DATABASE_RUNTIME_URL'])]
        : [],
    )
}

const missing = (name: Name, set: Name[]): Problem => ({
  name,
  zh: `需与 ${set.filter((each) => each !== name).join('、')} 一起设置`,
  en: `must be set together with ${set.filter((each) => each !== name).join(', ')}`,
})

const weak = (values: Values): Problem[] => {
  const problems: Problem[] = []
  const say = (name: Name) =>
    problems.push({
      name,
      zh: `太容易被猜到,应为${settings[name].mend[0]}`,
      en: `is weak: use ${settings[name].mend[1]}`,
    })
  if (values.SECRET && weakSecret(values.SECRET)) say('SECRET')
  if (values.ADMIN_PASSWORD && weakPassword(values.ADMIN_PASSWORD)) say('ADMIN_PASSWORD')
  return problems
}
