import type { Database } from '#engine'
import { copyIn, copyOut } from './copy-table.ts'
import type { Table } from './format.ts'
import { schemaSql } from './schema-sql.ts'
import { withSnapshot } from './snapshot.ts'
import { controlSchemas, listEveryTable } from './table-list.ts'

/** What was copied: which tables, and how many rows they are together by PostgreSQL's estimate. */
export interface Copied {
  readonly workspaces: readonly string[]
  readonly tables: readonly Table[]
}

/** Copies the installation as it is at this moment into an empty database, tables exactly as they are, while people work. */
export const copyDatabase = (
  fromUrl: string,
  to: Database,
  progress?: (done: number, total: number) => void,
): Promise<Copied> =>
  withSnapshot(fromUrl, async (snapshot) => {
    const workspaces = await snapshot.look(async (session) => {
      const places = await session.query<{ schema: string }>(
        'select schema_name as schema from zhike.workspace order by 1',
      )
      return places.map(({ schema }) => schema)
    })
    const schemas = [...controlSchemas, ...workspaces]
    const plan = await snapshot.look((session) => schemaSql(session, schemas))
    const tables = await snapshot.look((session) => listEveryTable(session, workspaces))
    const run = (statements: readonly string[]) =>
      to.transaction(async (session) => {
        for (const statement of statements) await session.query(statement)
      })
    await run(['create extension if not exists btree_gin', ...plan.tables])
    for (const [nth, table] of tables.entries()) {
      await snapshot.look((from) => to.transaction((into) => copyIn(into, table, copyOut(from, table))))
      progress?.(nth + 1, tables.length)
    }
    await run(plan.rest)
    return { workspaces, tables }
  })
