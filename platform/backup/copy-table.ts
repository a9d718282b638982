import { pipeline } from 'node:stream/promises'
import { from, to } from 'pg-copy-streams'
import { connectionOf, type Session } from '#engine'
import type { Table } from './format.ts'

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** Its name in a statement. */
export const nameOf = ({ schema, name }: Pick<Table, 'schema' | 'name'>): string => `${quoted(schema)}.${quoted(name)}`
const columnsOf = (table: Table) => table.columns.map(({ name }) => quoted(name)).join(', ')

/** Text sorts by code point here, whatever the database's own order is: the rows come in one order everywhere. */
const orderOf = (table: Table) =>
  table.key.length === 0
    ? `row(${columnsOf(table)})::text collate "C"`
    : table.key
        .map((key) => {
          const isText = table.columns.find(({ name }) => name === key)?.type === 'text'
          return `${quoted(key)}${isText ? ' collate "C"' : ''}`
        })
        .join(', ')

/** The rows of a table as COPY's text, in the order of the primary key: equal bytes are equal tables. */
export const copyOut = (session: Session, table: Table): AsyncIterable<Buffer> =>
  connectionOf(session).query(
    to(`copy (select ${columnsOf(table)} from ${nameOf(table)} order by ${orderOf(table)}) to stdout`),
  )

/** Loads rows that `copyOut` gave. */
export const copyIn = (session: Session, table: Table, rows: AsyncIterable<Buffer>, more = ''): Promise<void> =>
  pipeline(rows, connectionOf(session).query(from(`copy ${nameOf(table)} (${columnsOf(table)}) from stdin${more}`)))

/**
 * Loads them into a table that was made in this very transaction: the rows are written as if they had long been there, so that
 * whoever reads them first does not write every page once more.
 */
export const copyInNew = async (session: Session, table: Table, rows: AsyncIterable<Buffer>): Promise<void> => {
  const [found] = await session.query<{ kind: string }>(
    'select relkind as kind from pg_class where oid = $1::regclass',
    [nameOf(table)],
  )
  // PostgreSQL offers it for whole tables, not for those in parts.
  await copyIn(session, table, rows, found?.kind === 'r' ? ' with (freeze)' : '')
}
