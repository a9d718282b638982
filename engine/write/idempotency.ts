import { createHmac } from 'node:crypto'
import { defineError } from '../errors.ts'
import type { Context } from '../context.ts'
import type { Keeping } from './sql/keep-answer.ts'

export const KeyReused = defineError(
  'request.keyReused',
  422,
  '这个 Idempotency-Key 已用于另一个请求,请换一个新的',
  'This Idempotency-Key was already used for a different request; use a new one',
)

/** What a request was answered, kept for its repetition. */
export interface Answer {
  readonly status: number
  readonly body: string
  /** The request that had the effect: the unit that undo takes back. */
  readonly change?: string
}

/** Of what was asked, by the server's secret: a request may hold a password, which a plain digest would let one guess. */
const printOf = ({ secret }: Context, fingerprint: readonly unknown[]) =>
  createHmac('sha256', secret).update(JSON.stringify(fingerprint)).digest('base64url')

const tableOf = (ctx: Context) => `"${ctx.workspace.schema}".idempotency`

/** Puts an answer under the key of a request; `otherwise` says what becomes of it where the key is taken. */
const put = (ctx: Context, key: string, print: string, { status, body }: Answer, otherwise = '') =>
  ctx.session.query(
    `insert into ${tableOf(ctx)} (principal, key, fingerprint, status, body, at, request) values ($1, $2, $3, $4, $5, $6, $7) ${otherwise}`,
    [ctx.actor.id, key, print, status, body, ctx.now, ctx.cause.request],
  )

/** The same; false when the key is taken. */
const take = async (ctx: Context, key: string, print: string, answer: Answer): Promise<boolean> =>
  (await put(ctx, key, print, answer, 'on conflict (principal, key) do nothing returning 1 as one')).length > 0

/** What was answered to this request before; null when its key is free. */
const answered = async (ctx: Context, key: string, print: string): Promise<Answer | null> => {
  const [kept] = await ctx.session.query<{ fingerprint: string; status: number; body: string; request: string }>(
    `select fingerprint, status, body, request from ${tableOf(ctx)} where principal = $1 and key = $2`,
    [ctx.actor.id, key],
  )
  if (!kept) return null
  if (kept.fingerprint !== print) throw KeyReused()
  return { status: kept.status, body: kept.body, change: kept.request }
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
  const print = printOf(ctx, fingerprint)
  return ctx.transaction(async (inside) => {
    if (!(await take(inside, key, print, { status: 0, body: '' }))) {
      const known = await answered(inside, key, print)
      if (!known) throw KeyReused()
      return known
    }
    const answer = await work(inside)
    await inside.session.query(
      `update ${tableOf(inside)} set status = $3, body = $4 where principal = $1 and key = $2`,
      [ctx.actor.id, key, answer.status, answer.body],
    )
    return { ...answer, change }
  })
}

/** Keeps the answer at the end of the request's transaction, at one statement. A twin that was faster breaks it off. */
export const keepAnswer = async (ctx: Context, keeping: Keeping | undefined, body: string): Promise<void> => {
  if (!keeping) return
  await put(ctx, keeping.key, keeping.fingerprint, { status: keeping.status, body })
  keeping.kept = true
}

/**
 * The same for a request that is the write of one record, at no statement more: the write itself keeps the key (`Keeping`), and
 * a repetition is refused by the database with all that it wrote, or by the write's checks since its effect is there. Only then
 * it is looked up what was answered. `work` answers with the body; `answer` says the rest of what is kept.
 */
export const onceWritten = async (
  ctx: Context,
  key: string | undefined,
  fingerprint: readonly unknown[],
  answer: { readonly status: number; readonly body?: string },
  work: (keeping?: Keeping) => Promise<string>,
): Promise<Answer> => {
  const change = ctx.cause.request
  if (key === undefined) return { status: answer.status, body: await work(), change }
  const keeping: Keeping = { ...answer, key, fingerprint: printOf(ctx, fingerprint), kept: false }
  let body: string
  try {
    body = await work(keeping)
  } catch (error) {
    const known = await answered(ctx, key, keeping.fingerprint)
    if (!known) throw error
    return known
  }
  // Who changes nothing writes nothing: the key is all there is to keep.
  if (!keeping.kept && !(await take(ctx, key, keeping.fingerprint, { ...answer, body }))) {
    const known = await answered(ctx, key, keeping.fingerprint)
    if (known) return known
  }
  return { status: answer.status, body, change }
}
