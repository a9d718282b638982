import { AppError, defineError, type Twin, twinsBehind } from '#engine'
import { recordRefusal } from '../refusals.ts'
import type { Call } from '../route.ts'

/** Under which the audit keeps that somebody was told of a record out of her reach, and that she asked its owner. */
export const lookedPast = 'duplicates.lookedPast'
export const askedToJoin = 'duplicates.askedToJoin'

/** So many records out of her reach one person may be told of in a minute, whichever way she asks. */
const mostLooks = 100

const TooManyLooks = defineError(
  'duplicates.tooMany',
  429,
  '查重太频繁,请一分钟后再试',
  'Too many duplicate checks; try again in a minute',
)

type Who = Pick<Call, 'ctx' | 'services' | 'request'>

/** A record that is there already; of one that only the database knows of, no more than the field. */
interface Look {
  readonly object: string
  readonly twin: Pick<Twin, 'seen' | 'field'> & { readonly id?: string }
}

/** Those that are told of though they are out of reach. */
const pastReach = ({ ctx }: Who, looks: readonly Look[]): readonly Look[] => {
  const silent = ctx.workspace.model.duplicates.hint === 'nothing'
  return looks.filter(({ twin }) => !twin.seen && !(silent && twin.id))
}

/** Refuses who has been told of too many lately: it is no way to try out numbers. */
export const limitLooks = async ({ ctx, services }: Who): Promise<void> => {
  const [before] = await services.database.query<{ looks: number }>(
    `select count(*)::int as looks from "${ctx.workspace.schema}".refusal
     where at > $1::timestamptz - interval '1 minute' and actor = $2 and reason = $3`,
    [ctx.now, ctx.actor.id, lookedPast],
  )
  if (before!.looks >= mostLooks) throw TooManyLooks().with({ retryAfter: 60 })
}

/** Writes into the audit which records out of reach somebody was told of. */
const recordLooks = (who: Who, past: readonly Look[]): Promise<void> =>
  recordRefusal(
    who.services,
    who.ctx,
    who.request,
    { code: lookedPast },
    past.map(({ object, twin: { id, field } }) => ({ object, ...(id ? { record: id } : {}), field })),
  )

/** Called before somebody is told of records that are there already. */
export const noteLooks = async (who: Who, looks: readonly Look[]): Promise<void> => {
  const past = pastReach(who, looks)
  if (past.length === 0) return
  await limitLooks(who)
  await recordLooks(who, past)
}

/** What new records were refused for, since somebody is there already. */
const refusedTwins = (object: string, error: unknown): Look[] => {
  if (!(error instanceof AppError)) return []
  return [error, ...(error.details.problems ?? [])].flatMap((problem): Look[] => {
    if (problem.code !== 'record.duplicate') return twinsBehind(problem).map((twin) => ({ object, twin }))
    // Only the database knows which one it is, unless the caller may see it.
    return problem.details['existing'] ? [] : [{ object, twin: { seen: false, field: problem.field ?? '' } }]
  })
}

type Writer = Who & Pick<Call, 'params'>

/** Called before a writer is told that what she would make is there already. */
export const noteRefusedTwin = (call: Writer, error: unknown): Promise<void> =>
  noteLooks(call, refusedTwins(call.params['object'] ?? '', error))

/** The same for the records of a batch, whose others are made by now: whether she may ask was looked at before. */
export const noteRefusedTwins = async (call: Writer, errors: readonly unknown[]): Promise<void> => {
  const looks = errors.flatMap((error) => refusedTwins(call.params['object'] ?? '', error))
  const past = pastReach(call, looks)
  if (past.length > 0) await recordLooks(call, past)
}
