import type { Config } from '#platform/config'

/** Settings of a server in a test: on any port, without mail, and without asking anybody to slow down. */
export const config = (databaseUrl: string, more: Partial<Config> = {}): Config => ({
  port: 0,
  host: '127.0.0.1',
  publicUrl: null,
  dataDir: '/nonexistent',
  databaseUrl,
  databaseRuntimeUrl: null,
  databaseDir: null,
  role: 'all',
  admin: null,
  secret: 'a secret of a test run, long enough to be one',
  mail: null,
  s3: null,
  backupDir: null,
  backupS3: null,
  backupKey: null,
  pointInTimeDays: 0,
  maxFileSize: 2 * 1024 * 1024,
  outboundAllow: [],
  trustProxy: false,
  metricsToken: null,
  requestsPerMinute: 1_000_000,
  logLevel: 'silent',
  logFormat: 'json',
  ...more,
})
