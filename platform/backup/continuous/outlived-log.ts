import type { Base, Kept, Shelf } from './shelf.ts'

/**
 * What nobody needs any more to reach every moment since `since`: bases but the newest before it, and log that no base that
 * stays leads on with.
 */
export const outlivedLog = ({ bases, log }: Shelf, since: Date): (Base | Kept)[] => {
  const first = bases.findLastIndex(({ at }) => at <= since)
  const kept = bases.slice(Math.max(first, 0))
  const needed = ({ timeline, number }: Kept) =>
    kept.some(({ from }) => from.timeline === timeline && from.number <= number) ||
    // A base that is being made has no name yet: its log comes before it.
    (!kept.some(({ from }) => from.timeline === timeline) && !kept.some(({ from }) => from.timeline > timeline))
  return [...bases.slice(0, Math.max(first, 0)), ...log.filter((each) => !needed(each))]
}
