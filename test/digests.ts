import type { Database } from '#engine'

/** A digest of every table in the schemas that match, whatever it is for; how far jobs are does not count. */
export const digests = async (db: Database, schemas: string): Promise<Map<string, string>> => {
  const tables = await db.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname ~ $1 and c.relkind = 'r' and c.relname not in ('job_progress', 'backup') order by 1`,
    [schemas],
  )
  const found = new Map<string, string>()
  for (const { name } of tables) {
    const [row] = await db.query<{ hash: string }>(
      `select md5(coalesce(string_agg(t::text, E'\\n' order by t::text), '')) as hash from ${name} t`,
    )
    found.set(name, row!.hash)
  }
  return found
}
