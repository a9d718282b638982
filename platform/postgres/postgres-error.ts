/** The embedded database cannot run; the message says why and what to do, Chinese first. */
export class PostgresError extends Error {
  override readonly name = 'PostgresError'
}
