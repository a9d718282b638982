import { totalmem } from 'node:os'

/** Settings of PostgreSQL by their names. */
export type Settings = Record<string, string | number>

const megabytes = (share: number, least: number, most: number): string =>
  `${Math.round(Math.min(most, Math.max(least, (totalmem() / 2 ** 20) * share)))}MB`

/** Settings of every run. They go on the command line, so that a new release changes them in old clusters too. */
export const usualSettings = (): Settings => ({
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '', // one way in, by password, the same on every system
  lc_messages: 'C', // we read a few of them
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_connections: 100,
  shared_buffers: megabytes(1 / 8, 128, 1024),
  effective_cache_size: megabytes(1 / 2, 512, 32_768),
  random_page_cost: 1.1,
  // A list of activities locks 108 tables and indexes; each beyond this many queues at a table that all connections share.
  max_locks_per_transaction: 256,
  jit: 'off', // compiling costs more than our short statements take
  wal_compression: 'on',
  // Room for an import: after a checkpoint each page that it touches would be logged whole.
  max_wal_size: '2GB',
  // Errors reach the application, which logs them without values; the server's log would keep people's data.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
})

/** For the test suite alone: loses data with the power, as a test may. */
export const testSettings: Settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: 200,
  shared_buffers: '256MB',
  max_wal_size: '4GB',
}

/** The same for the command line. */
export const asArguments = (settings: Settings): string[] =>
  Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
