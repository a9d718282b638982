import { type Context, isoTime } from '#engine'
import type { CallOutOptions } from '#platform/outbound'
import { type Attempt, deliver, type Delivery, type Target } from './deliver.ts'
import { failingDays, isTaken, pauseAfter } from './retry.ts'
import { changeWebhook, switchOff } from './switch-off.ts'

/** Sent to one webhook at a time; each webhook has its own lane, so that a slow one holds up only itself. */
const atOnce = 8
/** A process that died while sending leaves it so; after this many seconds another sends it again, under the same id. */
const lostAfter = 60
/** So long waits what could not even be tried. */
const stuckSeconds = 60

interface Lane extends Target {
  readonly failingSince: string | null
}

export interface DispatchOptions extends CallOutOptions {
  readonly signal: AbortSignal
  /** For the jitter of retries, 0 to 1. */
  readonly chance?: () => number
  /** A lane broke off; what was in it is sent again later. */
  readonly onError?: (error: unknown) => void
}

export interface Dispatcher {
  /** Starts sending what is due; does not wait for it. */
  look(system: Context): Promise<void>
  /** When all that is under way has ended. */
  idle(): Promise<void>
}

/** Sends what waits in the queues of webhooks, each in its own lane. */
export const createDispatcher = (options: DispatchOptions): Dispatcher => {
  const lanes = new Map<string, Promise<void>>()
  return {
    async look(system) {
      for (const lane of await dueLanes(system))
        if (!lanes.has(lane.id) && !options.signal.aborted)
          lanes.set(
            lane.id,
            runLane(system, lane, options)
              .catch((error: unknown) => options.onError?.(error))
              .finally(() => lanes.delete(lane.id)),
          )
    },
    idle: async () => void (await Promise.all(lanes.values())),
  }
}

const dueLanes = async ({ session, workspace }: Context): Promise<Lane[]> => {
  const s = `"${workspace.schema}"`
  await session.query(
    `update ${s}.delivery set state = 'waiting' where state = 'sending' and tried_at < now() - make_interval(secs => $1)`,
    [lostAfter],
  )
  return session.query<Lane>(
    `select w.id, w.name, w.url, w.owner, w."failingSince" from ${s}.webhook w where w.active and w."deletedAt" is null
     and exists (select from ${s}.delivery d where d.webhook = w.id and d.state = 'waiting' and d.next_at <= now())`,
  )
}

const runLane = async (system: Context, first: Lane, options: DispatchOptions): Promise<void> => {
  let lane: Lane | null = first
  while (lane && !options.signal.aborted) {
    const due = await claim(system, lane.id)
    if (due.length === 0) break
    const target: Lane = lane
    const attempts = await Promise.all(
      due.map(async (delivery) => ({ delivery, ...(await timed(() => deliver(system, target, delivery, options))) })),
    )
    for (const { delivery, attempt, milliseconds } of attempts)
      await (attempt.state === 'stuck'
        ? putBack(system, delivery, attempt.error, options)
        : settle(system, delivery, attempt, milliseconds, options))
    lane = await judge(
      system,
      target,
      attempts.flatMap(({ attempt }) => (attempt.state === 'stuck' ? [] : [attempt])),
    )
  }
}

/** One that could not even be tried: the others beside it were sent all the same. */
interface Stuck {
  readonly state: 'stuck'
  readonly error: unknown
}

const timed = async (work: () => Promise<Attempt>): Promise<{ attempt: Attempt | Stuck; milliseconds: number }> => {
  const start = performance.now()
  const attempt = await work().catch((error: unknown): Stuck => ({ state: 'stuck', error }))
  return { attempt, milliseconds: Math.round(performance.now() - start) }
}

/** Takes what is due and is not behind another delivery of the same record. */
const claim = ({ session, workspace }: Context, webhook: string): Promise<Delivery[]> => {
  const s = `"${workspace.schema}"`
  return session.query<Delivery>(
    `update ${s}.delivery set state = 'sending', attempt = attempt + 1, tried_at = now() where id in (
       select d.id from ${s}.delivery d where d.webhook = $1 and d.state = 'waiting' and d.next_at <= now()
         and not exists (select from ${s}.delivery e where e.webhook = d.webhook and e.record = d.record and e.id < d.id and e.state in ('waiting', 'sending'))
       order by d.next_at, d.id limit $2 for update skip locked)
     returning id, webhook, object, record, version, type, ${isoTime('at')} as at, attempt`,
    [webhook, atOnce],
  )
}

/** The trouble is on our side, such as a secret that cannot be read: it waits until that is over, and no attempt is counted. */
const putBack = async (
  { session, workspace }: Context,
  { id }: Delivery,
  error: unknown,
  { onError }: DispatchOptions,
): Promise<void> => {
  onError?.(error)
  await session.query(
    `update "${workspace.schema}".delivery set state = 'waiting', attempt = attempt - 1, next_at = now() + make_interval(secs => $2) where id = $1`,
    [id, stuckSeconds],
  )
}

/** Writes down how it went, and when it goes on. */
const settle = async (
  { session, workspace }: Context,
  { id, attempt: nth }: Delivery,
  attempt: Attempt,
  milliseconds: number,
  { chance = Math.random }: DispatchOptions,
): Promise<void> => {
  const status = attempt.state === 'answered' ? attempt.status : null
  const taken = isTaken(status)
  const pause = attempt.state === 'answered' && !taken && status !== 410 ? pauseAfter(nth, chance()) : null
  const state = taken ? 'done' : attempt.state !== 'answered' ? 'dropped' : pause === null ? 'failed' : 'waiting'
  const problem = taken
    ? null
    : attempt.state === 'dropped'
      ? 'noRight'
      : attempt.state === 'ownerGone'
        ? 'ownerGone'
        : status === null
          ? 'noAnswer'
          : 'refused'
  await session.query(
    `update "${workspace.schema}".delivery set state = $2, status = $3, problem = $4, milliseconds = $5, next_at = now() + make_interval(secs => $6) where id = $1`,
    [id, state, status, problem, milliseconds, pause ?? 0],
  )
}

/** Keeps note of a webhook that fails, and switches off what should not be called any more; null when it was. */
const judge = async (system: Context, lane: Lane, attempts: readonly Attempt[]): Promise<Lane | null> => {
  const answers = attempts.flatMap((a) => (a.state === 'answered' ? [a.status] : []))
  const switchedOff = async (reason: Parameters<typeof switchOff>[2]) => {
    await switchOff(system, lane, reason)
    return null
  }
  if (attempts.some((a) => a.state === 'ownerGone')) return switchedOff('owner')
  if (answers.includes(410)) return switchedOff('gone')
  if (answers.length === 0) return lane
  const failing = !answers.some(isTaken)
  if (failing && lane.failingSince !== null && Date.now() - Date.parse(lane.failingSince) > failingDays * 86_400_000)
    return switchedOff('failing')
  if (failing === (lane.failingSince !== null)) return lane
  const failingSince = failing ? new Date().toISOString() : null
  await changeWebhook(system, lane, { failingSince })
  return { ...lane, failingSince }
}
