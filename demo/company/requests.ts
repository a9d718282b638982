import { randomInt } from 'node:crypto'

/**
 * Every change of the sample company carries a request id from one range, which no other request ever gets (UUIDs of
 * version 8): by it the company is found again, whatever people did with it since.
 */
export const firstRequest = '0de30000-0000-8000-8000-000000000000'
export const lastRequest = '0de30000-ffff-8fff-8fff-ffffffffffff'

/** Request ids of one load, one after the other. */
export const requestIds = (): (() => string) => {
  const load = randomInt(2 ** 16)
    .toString(16)
    .padStart(4, '0')
  let count = 0
  return () => `0de30000-${load}-8000-8000-${(++count).toString(16).padStart(12, '0')}`
}
