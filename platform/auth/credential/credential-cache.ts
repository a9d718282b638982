/** Short of a second, so that what one process revokes is dead in all of them within one. */
const lifetimeMs = 900
const capacity = 10_000

interface Entry<T> {
  readonly until: number
  readonly value: Promise<T | null>
}

/**
 * Remembers for less than a second what a credential stands for. Age counts from before the look-up, and a look-up that
 * was under way when the cache was cleared is not remembered, so that nothing outlives its revocation.
 */
export const credentialCache = <T>() => {
  const entries = new Map<string, Entry<T>>()
  return {
    get: (key: string, load: () => Promise<T | null>): Promise<T | null> => {
      const known = entries.get(key)
      if (known && performance.now() < known.until) return known.value
      const entry = { until: performance.now() + lifetimeMs, value: load() }
      entries.delete(key)
      entries.set(key, entry)
      const oldest = entries.size > capacity ? entries.keys().next().value : undefined
      if (oldest !== undefined) entries.delete(oldest)
      // Refusals and failures are asked anew: they must not fill the cache, nor delay a login just made.
      const drop = () => entries.get(key) === entry && entries.delete(key)
      entry.value.then((value) => value === null && drop(), drop)
      return entry.value
    },
    clear: () => entries.clear(),
  }
}
