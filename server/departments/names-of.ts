import type { Session } from '#engine'
import { findWorkspace } from '#platform/control'

/** What departments are called, those in the recycle bin too: a move may have ended with it. */
export const namesOf = async (
  session: Session,
  workspaceId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const place = await findWorkspace(session, workspaceId)
  if (!place) return new Map()
  const rows = await session.query<{ id: string; name: string }>(
    `select id, "name" as name from "${place.schemaName}"."department" where id = any($1)`,
    [ids],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
