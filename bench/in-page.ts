import { type Figure, short } from './figures.ts'
import { median } from './load.ts'

/** Runs in the page: ms until `what` is drawn, since `act` was done, or since the page was opened. */
export const until = (what: string, act = '', since = 'performance.now()') => `new Promise((done) => {
  const began = ${since}
  ${act}
  const look = () => (${what} ? requestAnimationFrame(() => done(performance.now() - began)) : requestAnimationFrame(look))
  look()
})`

/** The middle one of several; the first warms up and is not counted. */
export const repeated = async (times: number, measure: (round: number) => Promise<number>): Promise<number> => {
  const taken: number[] = []
  for (let round = 0; round <= times; round++) taken.push(await measure(round))
  return median(taken.slice(1))
}

/** Wall-clock time that somebody waits, with the most it should be. */
export const waited = (name: string, zh: string, en: string, most: number, ms: number): Figure => ({
  name,
  zh,
  en,
  goal: `≤ ${most} ms`,
  value: `${short(ms)} ms`,
  met: ms <= most,
  details: {},
})
