/** What a restored log had counted to: the new server counts its transactions on from there, never back. */
const base = (schema: string) => `coalesce((select number from "${schema}".log_base), 0)`

/**
 * The number a change carries: its transaction's, after those of the server that the log was restored from. Cursors and
 * seals compare these numbers, so that they may only grow.
 */
export const logNumber = (schema: string): string =>
  `(pg_current_xact_id()::text::bigint + ${base(schema)})::text::xid8`

/** The number on this server of the transaction whose change carries `tx`; 0 for one of the server before it. */
export const loggedBy = (schema: string, tx: string): string =>
  `greatest(${tx}::text::bigint - ${base(schema)}, 0)::text::xid8`

/** Below it no change can appear any more: all those transactions are over. */
export const settledBelow = (schema: string): string =>
  `(pg_snapshot_xmin(pg_current_snapshot())::text::bigint + ${base(schema)})::text::xid8`
