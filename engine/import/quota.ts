import type { Context } from '../context.ts'
import { defineError } from '../errors.ts'
import { limits } from './limits.ts'

export const TooManyUnfinished = defineError(
  'import.tooManyUnfinished',
  429,
  '你一天之内上传了 {limit} 个文件还没有导入。请先导入或丢弃其中几个(在导入页下方),或明天再上传',
  'You have uploaded {limit} files within a day without importing them. Import or discard some of them (listed below the upload), or come back tomorrow',
)

/** Uploaded files are kept until they are imported or grow old: one person cannot pile up any number of them. */
export const checkQuota = async (ctx: Context): Promise<void> => {
  const [row] = await ctx.session.query<{ count: number }>(
    `select count(*)::int as count from "${ctx.workspace.schema}".import
     where by = $1 and at > $2::timestamptz - interval '1 day' and started_at is null`,
    [ctx.actor.id, ctx.now],
  )
  if (row!.count >= limits.unfinished) throw TooManyUnfinished({ limit: limits.unfinished })
}
