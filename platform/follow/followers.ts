import type { Wake } from '#platform/realtime'

/** Work that follows the changes of a workspace; answers how much it did, 0 when it has caught up. */
type Follow = (workspaceId: string) => Promise<number>

/** Those who read the change logs in this process. */
export interface Followers {
  /** Declares one. Before `start`. */
  add(name: string, follow: Follow): void
  start(): void
  /** There is something to do, though nothing was written. */
  nudge(workspaceId: string): void
  /** Waits for what is under way. */
  stop(): Promise<void>
}

/** What wakes them, and whose logs they read. */
export interface FollowersOptions {
  readonly wake: Wake
  readonly workspaces: () => Promise<readonly { readonly id: string }[]>
  readonly log?: { warn(facts: object, message: string): void }
}

/** Words get lost: this often, in milliseconds, it is looked without one. */
const pollMs = 2_000

/** Runs the followers of all workspaces: at once when something was written, one run of each at a time. */
export const createFollowers = ({ wake, workspaces, log }: FollowersOptions): Followers => {
  let started = false
  const all: { readonly name: string; readonly follow: Follow }[] = []
  const running = new Map<string, Promise<void>>()
  const again = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let quiet: (() => void) | undefined
  let stopped = false

  const catchUp = async (workspaceId: string): Promise<void> => {
    for (const { name, follow } of all)
      try {
        while (!stopped && (await follow(workspaceId)) > 0);
      } catch (err) {
        log?.warn({ err, follower: name }, 'follower failed, will try again')
      }
  }
  const run = (workspaceId: string): void => {
    if (running.has(workspaceId)) {
      again.add(workspaceId)
      return
    }
    const done = catchUp(workspaceId).finally(() => {
      running.delete(workspaceId)
      if (again.delete(workspaceId) && !stopped) run(workspaceId)
    })
    running.set(workspaceId, done)
  }
  const poll = async (): Promise<void> => {
    try {
      for (const { id } of await workspaces()) run(id)
    } catch (err) {
      log?.warn({ err }, 'followers: database trouble, will try again')
    }
    if (!stopped) timer = setTimeout(poll, pollMs)
  }
  return {
    add: (name, follow) => void all.push({ name, follow }),
    nudge: (workspaceId) => {
      if (started && !stopped) run(workspaceId)
    },
    start() {
      started = true
      quiet = wake.listen(run)
      void poll()
    },
    async stop() {
      stopped = true
      quiet?.()
      clearTimeout(timer)
      await Promise.all(running.values())
    },
  }
}
