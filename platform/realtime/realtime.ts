import { type Clock, type Context, type Database, defineError, presentCursor } from '#engine'
import type { Auth, Credential } from '#platform/auth'
import { type Channel, createChannel, sealPlace } from './channel.ts'
import { createEditing, type Editing } from './editing.ts'
import type { Line } from './line.ts'
import type { Listener } from './listener.ts'
import { ownCursor, rightsOf } from './own-cursor.ts'
import { tellRightsSoon } from './tell-rights.ts'
import type { Wake } from './wake.ts'
import type { Words } from './words.ts'

export const TooManyStreams = defineError(
  'events.tooMany',
  429,
  '同时打开的实时连接太多(最多 {limit} 个),请关掉一些页面',
  'Too many live connections are open ({limit} at most); close some pages',
)

/** Streams of one person in one process: a tab each, and some to spare. */
export const mostPerUser = 20
const mostInProcess = 10_000

const pollMs = 1_000
const beatMs = 15_000

/** What somebody wants to watch. */
export interface Watch {
  readonly lists: readonly string[]
  readonly records: readonly { readonly object: string; readonly id: string }[]
  /** The cursor she had when her line broke. */
  readonly after?: string | undefined
}

/** What live changes need of the process. */
export interface RealtimeOptions {
  readonly database: Database
  readonly auth: Pick<Auth, 'stillValid'>
  readonly wake: Wake
  readonly words: Words
  readonly clock: Clock
  readonly secret: string
  /** The person behind a credential with her rights as they are now. */
  readonly enter: (credential: Credential) => Promise<Context | null>
  readonly log?: { warn(facts: object, message: string): void }
}

/** The live changes of all workspaces, as one process tells them. */
export interface Realtime {
  /** Throws TooManyStreams. To be asked before the line is opened. */
  admit(credential: Credential): void
  /** The cursor of this moment: who reads something now and listens later goes on from here, and misses nothing in between. */
  present(ctx: Context): Promise<string>
  /** Takes in a listener until her line closes; the answer is how to take her out. */
  join(credential: Credential, ctx: Context, watch: Watch, line: Line): Promise<() => void>
  /** Who has which record open for editing. */
  readonly editing: Pick<Editing, 'take' | 'leave'>
  /** Who is connected to this process. */
  count(): number
  /**
   * Ends all lines in good order; their readers come back to another process, or to this one's successor. Resolves when the
   * database is left alone.
   */
  close(): Promise<void>
}

/** Tells listeners of this process; what others write reaches it by words. */
export const createRealtime = ({
  database,
  auth,
  wake,
  words,
  clock,
  secret,
  enter,
  log,
}: RealtimeOptions): Realtime => {
  const channels = new Map<string, { readonly channel: Channel; users: number }>()
  const perUser = new Map<string, number>()
  let total = 0
  let timers: NodeJS.Timeout[] = []
  let quiet: (() => void)[] = []
  let checking = false

  const userOf = ({ workspaceId, userId }: Credential) => `${workspaceId} ${userId}`
  const count = (credential: Credential, by: 1 | -1) => {
    total += by
    const left = (perUser.get(userOf(credential)) ?? 0) + by
    if (left > 0) perUser.set(userOf(credential), left)
    else perUser.delete(userOf(credential))
  }
  const asking = new Set<Promise<unknown>>()
  const watched = <T>(work: Promise<T>): Promise<T> => {
    const ended: Promise<unknown> = work.then(
      () => asking.delete(ended),
      () => asking.delete(ended),
    )
    asking.add(ended)
    return work
  }
  const guarded = (work: () => Promise<void>) => () =>
    void watched(work()).catch((err: unknown) => log?.warn({ err }, 'realtime: database trouble, will try again'))

  const editing = createEditing({
    words,
    changed(id, records) {
      const known = channels.get(id)
      if (known) guarded(() => known.channel.tellEditing(records))()
    },
  })
  const pumpAll = guarded(
    async () => void (await Promise.all([...channels.values()].map(({ channel }) => channel.pump()))),
  )
  const checkAll = guarded(async () => {
    if (checking) return
    checking = true
    try {
      await Promise.all([...channels.values()].map(({ channel }) => checkRights(channel, auth, enter)))
    } finally {
      checking = false
    }
  })
  const start = () => {
    timers = [
      setInterval(pumpAll, pollMs),
      setInterval(checkAll, pollMs),
      setInterval(() => channels.forEach(({ channel }) => channel.beat()), beatMs),
    ]
    for (const timer of timers) timer.unref()
    const pump = (id: string) => {
      const known = channels.get(id)
      if (known) guarded(() => known.channel.pump())()
    }
    quiet = [wake.listen(pump), editing.listen()]
  }
  const stop = () => {
    timers.forEach(clearInterval)
    quiet.forEach((end) => end())
    quiet = []
  }

  return {
    admit(credential) {
      if ((perUser.get(userOf(credential)) ?? 0) >= mostPerUser) throw TooManyStreams({ limit: mostPerUser })
      if (total >= mostInProcess) throw TooManyStreams({ limit: mostInProcess })
    },
    async present(ctx) {
      const { id, schema } = ctx.workspace
      return ownCursor(sealPlace(secret, id, await presentCursor(database, schema)), rightsOf(ctx))
    },
    async join(credential, ctx, watch, line) {
      const { id: workspaceId, schema } = ctx.workspace
      const shared = channels.get(workspaceId) ?? {
        channel: createChannel({
          workspaceId,
          schema,
          database,
          secret,
          now: () => clock.now().toISOString(),
          places: () => editing.places(workspaceId),
        }),
        users: 0,
      }
      channels.set(workspaceId, shared)
      const { channel } = shared
      shared.users++
      const listener: Listener = {
        credential,
        ctx,
        lists: new Set(watch.lists),
        has: new Map(watch.records.map((r) => [r.id, r.object])),
        editing: new Set(),
        told: rightsOf(ctx),
        line,
      }
      if (total === 0) start()
      count(credential, 1)
      let gone = false
      const leave = () => {
        if (gone) return
        gone = true
        count(credential, -1)
        channel.leave(listener)
        if (--shared.users === 0) channels.delete(workspaceId)
        if (total === 0) stop()
      }
      try {
        await watched(channel.join(listener, watch.after))
        // She may have hung up while she was let in.
        if (gone) channel.leave(listener)
      } catch (error) {
        leave()
        throw error
      }
      return leave
    },
    editing,
    count: () => total,
    async close() {
      stop()
      editing.close()
      for (const { channel } of channels.values()) for (const { line } of channel.listeners) line.end()
      await Promise.all(asking)
    },
  }
}

/** Hangs up on those whose session, key or membership has ended; tells those whose rights changed what they lost by it. */
const checkRights = async (
  channel: Channel,
  auth: RealtimeOptions['auth'],
  enter: RealtimeOptions['enter'],
): Promise<void> => {
  const all = [...channel.listeners]
  const valid = await auth.stillValid(all.map((l) => l.credential))
  const changed: Listener[] = []
  for (const listener of all) {
    const credential = valid.get(listener.credential.id)
    const ctx = credential && (await enter(credential))
    if (!ctx) {
      // Said before hanging up, so that the page asks to sign in again instead of knocking for ever.
      listener.line.send('ended', {})
      listener.line.end()
      channel.leave(listener)
      continue
    }
    if (rightsOf(ctx) !== rightsOf(listener.ctx)) changed.push(listener)
    listener.credential = credential
    listener.ctx = ctx
  }
  for (const listener of changed) tellRightsSoon(channel.listeners, listener)
  await channel.recheck(changed)
}
