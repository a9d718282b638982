import type { Words } from './words.ts'

/** Tells all processes at once that a workspace's change log has grown. It may get lost: who listens also looks now and then. */
export interface Wake {
  poke(workspaceId: string): void
  /** Calls back for every word, of this process or another; the answer ends it. */
  listen(heard: (workspaceId: string) => void): () => void
  close(): void
}

/** A burst of writes is one word: as many milliseconds pass between two for the same workspace. */
const pauseMs = 50

/** Says and hears that something was written, a workspace at most once in a moment. */
export const createWake = (words: Words): Wake => {
  const listeners = new Set<(workspaceId: string) => void>()
  const waiting = new Map<string, NodeJS.Timeout>()
  const tell = (id: string) => listeners.forEach((heard) => heard(id))
  let quiet: (() => void) | undefined
  return {
    poke(id) {
      if (waiting.has(id)) return
      waiting.set(
        id,
        setTimeout(() => {
          waiting.delete(id)
          void words.say('zhike_change', id)
        }, pauseMs),
      )
      // This process need not wait for the others. The write itself is answered first.
      setImmediate(tell, id)
    },
    listen(heard) {
      listeners.add(heard)
      quiet ??= words.hear('zhike_change', tell)
      return () => void listeners.delete(heard)
    },
    close() {
      waiting.forEach(clearTimeout)
      waiting.clear()
      listeners.clear()
      quiet?.()
    },
  }
}
