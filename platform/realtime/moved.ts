import { type LiveChange, movesReach, type ObjectModel, objectsBelow, sawBefore, type Session } from '#engine'
import type { Listener } from './listener.ts'
import { onlookersOf } from './onlookers.ts'

/** What changes of one object did to the reach of people with the same rights. */
export interface Moved {
  /** She saw the record before. */
  saw(listener: Listener, record: string): boolean
  /** Records that may have come or gone for somebody. */
  readonly records: ReadonlySet<string>
  /** Objects of hers whose lists change with them: what belongs to a customer comes and goes with it. */
  below(listener: Listener): readonly string[]
}

/** Null where nobody's reach has changed: next to every change. */
export const movedFor = async (
  session: Session,
  now: string,
  group: readonly Listener[],
  object: ObjectModel,
  changes: readonly LiveChange[],
): Promise<Moved | null> => {
  const { actor, workspace } = group[0]!.ctx
  const mayMove = movesReach(actor.access, object)
  const moves = mayMove ? changes.filter(({ fields, member }) => member || mayMove(fields)) : []
  if (moves.length === 0) return null
  const below = objectsBelow(workspace.model, object)
  const belowOf = ({ lists }: Listener) => [...lists].filter((name) => below.has(name))
  const watching = group.filter((l) => l.lists.has(object.name) || belowOf(l).length > 0)
  if (watching.length === 0) return null
  const ids = moves.map(({ id }) => id)
  const before = await sawBefore(session, workspace.schema, object, onlookersOf(watching, now), ids)
  return {
    saw: ({ ctx }, record) => {
      // Who is on the team is taken as it is now: for her who came or went it is told by the changes themselves. Whoever came
      // and went meanwhile may have heard of it in between: what follows a cursor begins with some that were told already.
      const hers = moves.flatMap(({ record: of, member }) =>
        of === record && member?.id === ctx.actor.id && member.was !== member.is ? [member] : [],
      )
      return hers.length > 0 ? hers.some(({ was }) => was) : (before.get(record)?.has(ctx.actor.id) ?? false)
    },
    records: new Set(moves.map(({ record }) => record)),
    below: belowOf,
  }
}
