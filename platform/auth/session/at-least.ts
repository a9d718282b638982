import { setTimeout as pause } from 'node:timers/promises'

/** Longer than any honest path takes, so that the way an answer was reached does not show in its time. */
export const refusalMs = 250

/** Runs `work`; a refusal (or, with `always`, any answer) comes no sooner than the floor. */
export const atLeast = async <T>(floorMs: number, work: () => Promise<T>, always = false): Promise<T> => {
  const floor = pause(floorMs)
  try {
    const result = await work()
    if (always) await floor
    return result
  } catch (error) {
    await floor
    throw error
  }
}
