import type { Session } from '#engine'
import type { FileStore } from './file-store.ts'

/** Old enough that no form still holds it open and no upload is still under way. */
const hours = 24
const batch = 200

/**
 * Removes uploads that no record ever held, and contents that no row names (a process died in between). A file that a record
 * held once stays: its history names it, and an undo brings it back.
 */
export const sweepFiles = async (
  database: Session,
  store: FileStore,
  workspace: { readonly id: string; readonly schemaName: string },
  now: Date,
): Promise<{ rows: number; contents: number }> => {
  const before = new Date(now.getTime() - hours * 3_600_000)
  const s = `"${workspace.schemaName}"`
  await store.tidy(before)
  let rows = 0
  for (;;) {
    // The rows first: what then fails is a content without a row, and that is found below.
    const gone = await database.query<{ key: string }>(
      `delete from ${s}.file where id in (
         select f.id from ${s}.file f where f.created_at < $1 and not exists (select from ${s}.file_link l where l.file = f.id)
         order by f.id limit $2 for update skip locked)
       returning key`,
      [before.toISOString(), batch],
    )
    for (const { key } of gone) await store.remove(key)
    rows += gone.length
    if (gone.length < batch) break
  }
  return { rows, contents: await sweepContents(database, store, workspace, before) }
}

const sweepContents = async (
  database: Session,
  store: FileStore,
  { id, schemaName }: { readonly id: string; readonly schemaName: string },
  before: Date,
): Promise<number> => {
  let removed = 0
  const check = async (keys: readonly string[]) => {
    const known = await database.query<{ key: string }>(`select key from "${schemaName}".file where key = any($1)`, [
      keys,
    ])
    const named = new Set(known.map((k) => k.key))
    for (const key of keys.filter((each) => !named.has(each))) {
      await store.remove(key)
      removed++
    }
  }
  let keys: string[] = []
  for await (const key of store.list(id, before)) {
    keys.push(key)
    if (keys.length === batch) await check(keys.splice(0))
  }
  await check(keys)
  return removed
}
