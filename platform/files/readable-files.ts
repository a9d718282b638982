import { canSearchField, type Context, isoTime, runGet } from '#engine'
import type { FileRow } from './upload-file.ts'

/** A file with the place of its content; for the server's eyes. */
export interface KeptFile extends FileRow {
  readonly key: string
  readonly sha256: string
}

interface Link {
  readonly file: string
  readonly object: string
  readonly record: string
  readonly field: string
}

/**
 * Those of the files that this person may read: she sees a record and the field of it that holds the file now, or she
 * uploaded it and no record ever held it.
 */
export const readableFiles = async (ctx: Context, ids: readonly string[]): Promise<KeptFile[]> => {
  if (ids.length === 0) return []
  const s = `"${ctx.workspace.schema}"`
  const files = await ctx.session.query<KeptFile & { creator: string }>(
    `select id, key, name, size::float8 as size, type, sha256, creator, ${isoTime('created_at')} as "createdAt"
     from ${s}.file where id = any($1)`,
    [ids],
  )
  const links = await ctx.session.query<Link>(
    `select file, object, record, field from ${s}.file_link where file = any($1)`,
    [files.map((f) => f.id)],
  )
  const linked = new Set(links.map((l) => l.file))
  const seen = await seenIn(ctx, links)
  return files
    .filter((file) => (linked.has(file.id) ? seen.has(file.id) : file.creator === ctx.actor.id))
    .map(({ id, key, name, size, type, sha256, createdAt }) => ({
      id,
      key,
      name,
      size: Number(size),
      type,
      sha256,
      createdAt,
    }))
}

/** The files that fields of records show her: one read per object and field. */
const seenIn = async (ctx: Context, links: readonly Link[]): Promise<ReadonlySet<string>> => {
  const seen = new Set<string>()
  for (const group of Map.groupBy(links, (l) => `${l.object} ${l.field}`).values()) {
    const object = ctx.workspace.model.objects.get(group[0]!.object)
    const field = object?.fields.get(group[0]!.field)
    if (!object || !field || !canSearchField(ctx, object, field)) continue
    const documents = await runGet(ctx, object, [...new Set(group.map((l) => l.record))], { fields: [field.name] })
    for (const text of documents)
      for (const id of ((JSON.parse(text) as Record<string, unknown>)[field.name] ?? []) as readonly string[])
        seen.add(id)
  }
  return seen
}
