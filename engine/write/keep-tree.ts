import type { Context } from '../context.ts'
import type { AppError } from '../errors.ts'
import type { Draft } from '../object.ts'

/**
 * For objects whose records stand below each other: refuses what would put a record below itself, over however many steps.
 * What a batch moves at once is looked at as it will be.
 */
export const keepTree =
  (object: string, field: string, refusal: () => AppError) =>
  async ({ session, workspace: { schema } }: Context, drafts: readonly Draft[]): Promise<void> => {
    const moved = drafts.filter(({ before, after }) => before && after[field] && after[field] !== before[field])
    if (moved.length === 0) return
    const links = drafts.flatMap(({ before, after }) => (before ? [[before['id'], after[field] ?? null] as const] : []))
    const circles = await session.query<{ id: string }>(
      `with recursive link as (select * from unnest($1::uuid[], $2::uuid[]) l(id, up)),
         above(start, id) as (
           select id, up from link where id = any($3)
           union
           select a.start, case when exists (select 1 from link l where l.id = a.id) then (select l.up from link l where l.id = a.id)
             else (select t."${field}" from "${schema}"."${object}" t where t.id = a.id) end
           from above a where a.id <> a.start
         )
       select start as id from above where id = start`,
      [links.map(([id]) => id), links.map(([, up]) => up), moved.map(({ before }) => before!['id'])],
    )
    const caught = new Set(circles.map(({ id }) => id))
    for (const { before, refuse } of moved) if (caught.has(before!['id'] as string)) refuse(refusal().at(field))
  }
