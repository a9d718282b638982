import { availableParallelism } from 'node:os'
import type { Session } from '../database.ts'
import { inLanes } from './in-lanes.ts'
import { createIndex } from './tables.ts'
import type { Difference } from './sync.ts'

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** Each takes a core and a share of memory. */
const mostLanes = 4

/**
 * Builds the indexes of tables that nobody works with yet, as after a restore, and checks their references: several at a time,
 * each in one pass over its table, where a living table is never held up. Whoever asks has the tables analysed afterwards.
 */
export const buildAlone = async ({ owner }: Session, schema: string, lack: Difference): Promise<void> => {
  const lanes = Math.min(mostLanes, availableParallelism())
  const sizes = await sizesOf(owner, schema)
  // The long ones first, or the last of them would run alone at the end.
  const cost = ({ table, index }: Difference['indexes'][number]) =>
    (sizes.get(table) ?? 0) * (index.on.startsWith('using gin') ? 4 : 1)
  const indexes = [...lack.indexes].sort((a, b) => cost(b) - cost(a))
  await inLanes(indexes, lanes, async ({ table, index }) => {
    await owner.query(createIndex(schema, table, index))
  })
  // Two checks of one table would wait for each other.
  await inLanes(
    Map.groupBy(lack.unchecked, ({ table }) => table),
    lanes,
    async ([table, references]) => {
      for (const { name } of references)
        await owner.query(`alter table ${quoted(schema)}.${quoted(table)} validate constraint ${quoted(name)}`)
    },
  )
}

const sizesOf = async (session: Session, schema: string): Promise<Map<string, number>> => {
  const rows = await session.query<{ name: string; bytes: number }>(
    `select relname as name, pg_relation_size(oid) as bytes from pg_class where relnamespace = to_regnamespace($1) and relkind = 'r'`,
    [quoted(schema)],
  )
  return new Map(rows.map(({ name, bytes }) => [name, bytes]))
}
