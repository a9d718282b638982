/** Runs work, so much of it at once; who waits for her turn longer than `signal` allows is not run at all. */
export const createTurns = (atOnce: number) => {
  let running = 0
  const waiting = new Set<() => void>()
  const take = (signal: AbortSignal): Promise<void> => {
    if (running < atOnce) {
      running++
      return Promise.resolve()
    }
    return new Promise((resolve, reject) => {
      const mine = () => {
        signal.removeEventListener('abort', leave)
        resolve()
      }
      const leave = () => {
        waiting.delete(mine)
        reject(signal.reason as Error)
      }
      signal.addEventListener('abort', leave)
      waiting.add(mine)
    })
  }
  /** The place of whoever is done goes to the one who has waited longest. */
  const leave = () => {
    const [next] = waiting
    if (!next) return void running--
    waiting.delete(next)
    next()
  }
  return async <T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> => {
    signal.throwIfAborted()
    await take(signal)
    try {
      return await work()
    } finally {
      leave()
    }
  }
}
