/** The database that comes with the product: a real PostgreSQL 18 that we install, start, watch and stop ourselves. */
export { PostgresError } from './postgres-error.ts'
export { startPostgres, type Postgres, type PostgresOptions } from './start-postgres.ts'
export { recoverPostgres } from './recover.ts'
export { stopUnwatched } from './stop-unwatched.ts'
export { walOutIn } from './wal-out.ts'
