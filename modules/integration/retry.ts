/** Seconds before the second, third, … attempt. */
const pauses = [30, 5 * 60, 30 * 60, 2 * 3_600, 8 * 3_600, 24 * 3_600]

/**
 * Seconds until the next attempt after `attempt` of them failed; null when enough were made. A fifth more or less by `chance`
 * (0 to 1), so that a receiver that comes back is not met by all at once.
 */
export const pauseAfter = (attempt: number, chance: number): number | null => {
  const pause = pauses[attempt - 1]
  return pause === undefined ? null : Math.round(pause * (0.8 + 0.4 * chance))
}

/** A webhook that has failed for so long, in days, is switched off. */
export const failingDays = 5

/** Did the receiver take it. */
export const isTaken = (status: number | null): boolean => status !== null && status >= 200 && status < 300
