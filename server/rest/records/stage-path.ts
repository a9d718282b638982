import { type Context, fieldRightOf, type ObjectModel, runList } from '#engine'
import { canSee } from '../schema/meta.ts'

const most = 40

/**
 * A record with the stages of the way that it goes, where its board has stages within something, as an opportunity's within its
 * pipeline: a screen shows both, and asks once.
 */
export const withPath = async (ctx: Context, object: ObjectModel, document: string): Promise<string> =>
  `${document.slice(0, -1)},"path":[${(await stagesOf(ctx, object, document)).join(',')}]}`

const stagesOf = async (ctx: Context, object: ObjectModel, document: string): Promise<readonly string[]> => {
  const { group = '', within = '' } = (object.def.board ?? {}) as { group?: string; within?: string }
  const frame = (JSON.parse(document) as Record<string, string | { id: string } | null>)[within]
  const [name = ''] = object.fields.get(group)?.targets ?? []
  const stage = ctx.workspace.model.objects.get(name)
  if (!frame || !stage?.fields.has('position') || !canSee(ctx, stage)) return []
  const fields = [stage.def.title, 'keyFields', 'guidance'].filter((one) => {
    const field = stage.fields.get(one)
    return field !== undefined && fieldRightOf(ctx, stage, field) !== 'hidden'
  })
  const filter = { [within]: typeof frame === 'string' ? frame : frame.id }
  return (await runList(ctx, stage, { filter, fields, sort: 'position', limit: most })).documents
}
