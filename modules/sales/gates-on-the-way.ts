import type { Place } from './stage-order.ts'

/** Where an opportunity stands. */
interface Standing {
  readonly stage?: unknown
  readonly pipeline?: unknown
}

/**
 * The stages whose gates a step goes through, in order: those passed on the way forward and the one that is entered. A step
 * back goes through none. One that is lost goes through the gate of "lost" alone, wherever it stood. What is new, comes
 * from another pipeline or is opened again goes through all gates up to its place.
 */
export const gatesOnTheWay = (
  inOrder: readonly Place[],
  before: Standing | null,
  after: Standing,
): readonly Place[] => {
  if (before && before.stage === after.stage && before.pipeline === after.pipeline) return []
  const target = inOrder.find(({ id }) => id === after.stage)
  if (!target) return []
  if (target.outcome === 'lost') return [target]
  const path = inOrder.filter(({ pipeline }) => pipeline.id === target.pipeline.id)
  const to = path.indexOf(target)
  const left = path.findIndex(({ id, outcome }) => id === before?.stage && outcome === 'open')
  // Won is the end of the way, wherever it stands in the list.
  if (target.outcome === 'open' && left >= to) return []
  return path.filter((place, at) => place === target || (place.outcome === 'open' && at > left && at < to))
}
