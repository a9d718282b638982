import { createHash } from 'node:crypto'
import { defineError } from '../errors.ts'
import type { Context } from '../context.ts'

export const KeyReused = defineError(
  'request.keyReused',
  422,
  '这个 Idempotency-Key 已用于另一个请求,请换一个新的',
  'This Idempotency-Key was already used for a different request; use a new one',
)

export interface Answer {
  readonly status: number
  readonly body: string
  /** The request that had the effect: the unit that undo takes back. */
  readonly change?: string
}

/**
 * Does a request once per key of its sender: the key is kept in the transaction of its effect. The same request again gets
 * the same answer; a twin under way waits for it. Refusals are not kept, so a mended request may use its key again.
 */
export const once = async (
  ctx: Context,
  key: string | undefined,
  fingerprint: readonly unknown[],
  work: (ctx: Context) => Promise<Answer>,
): Promise<Answer> => {
  const change = ctx.cause.request
  if (key === undefined) return { ...(await work(ctx)), change }
  const table = `"${ctx.workspace.schema}".idempotency`
  const print = createHash('sha256').update(JSON.stringify(fingerprint)).digest('base64url')
  return ctx.transaction(async (inside) => {
    const [mine] = await inside.session.query(
      `insert into ${table} (principal, key, fingerprint, status, body, at, request) values ($1, $2, $3, 0, '', $4, $5)
       on conflict (principal, key) do nothing returning 1 as one`,
      [ctx.actor.id, key, print, ctx.now, change],
    )
    if (!mine) {
      const [kept] = await inside.session.query<{ fingerprint: string; status: number; body: string; request: string }>(
        `select fingerprint, status, body, request from ${table} where principal = $1 and key = $2`,
        [ctx.actor.id, key],
      )
      if (!kept || kept.fingerprint !== print) throw KeyReused()
      return { status: kept.status, body: kept.body, change: kept.request }
    }
    const answer = await work(inside)
    await inside.session.query(`update ${table} set status = $3, body = $4 where principal = $1 and key = $2`, [
      ctx.actor.id,
      key,
      answer.status,
      answer.body,
    ])
    return { ...answer, change }
  })
}
