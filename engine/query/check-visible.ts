import { defineError } from '../errors.ts'
import type { Context } from '../context.ts'
import { runGet } from './run-get.ts'

export const NotThere = defineError(
  'request.notThere',
  422,
  '{object}不存在,或你无权查看',
  '{object} does not exist, or you may not see it',
)

/** Refuses an id of a record that the caller cannot see, in the words for one that never was. */
export const checkVisible = async (ctx: Context, name: string, id: string): Promise<void> => {
  const object = ctx.object(name)
  const [document] = await runGet(ctx, object, [id], { fields: ['id'] })
  if (!document) throw NotThere({ object: object.label })
}
