import * as z from 'zod'
import { type Context, defineError, isUuid, type ObjectModel, runList } from '#engine'

export const TooMany = defineError('request.tooMany', 400, '一次最多处理 {limit} 条', 'At most {limit} records at once')
export const NotBoth = defineError('request.badBatch', 400, '{operation} 需要 {needs}', '{operation} needs {needs}')

const BadId = defineError('request.badId', 422, '“{id}”不是记录的 id', '“{id}” is not the id of a record')

/** What names a record; anything else is told by name. */
export const checkId = (id: unknown): string => {
  if (!isUuid(id)) throw BadId({ id: String(id).slice(0, 60) }).at('ids')
  return id
}

/** Records that one request works on. */
export const mostMeant = 10_000

/** How a request says which records it means: one by one, or all that match. */
export const meantRecords = {
  ids: z.array(z.string().max(60)).max(mostMeant).optional(),
  /** Instead of ids: all that match, 10,000 at most. */
  filter: z.unknown().optional(),
  /** Beside a filter: the words of the quick search. */
  q: z.string().max(200).optional(),
}

interface Meant {
  readonly operation: string
  readonly ids?: readonly string[] | undefined
  readonly filter?: unknown
  readonly q?: string | undefined
}

export const meantIds = async (
  ctx: Context,
  object: ObjectModel,
  { ids, filter, q, operation }: Meant,
): Promise<string[]> => {
  if (ids) return [...new Set(ids.map(checkId))]
  if (filter === undefined) throw NotBoth({ operation, needs: 'ids / filter' })
  const found: string[] = []
  let cursor: string | undefined
  do {
    const page = await runList(ctx, object, {
      filter,
      fields: ['id'],
      limit: 200,
      ...(q ? { q } : {}),
      ...(cursor ? { cursor } : {}),
      deleted: operation === 'restore',
    })
    found.push(...page.documents.map((d) => (JSON.parse(d) as { id: string }).id))
    if (found.length > mostMeant) throw TooMany({ limit: mostMeant })
    cursor = page.next ?? undefined
  } while (cursor)
  return found
}
