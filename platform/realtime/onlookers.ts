import type { Actor, Onlookers, Sight } from '#engine'
import type { Listener } from './listener.ts'

/** Listeners with the same rights, each person of them once, as those who are asked what they see. */
export const onlookersOf = (group: readonly Listener[], now: string): Onlookers => ({
  access: group[0]!.ctx.actor.access,
  people: [...new Map(group.map((l): [string, Actor] => [l.ctx.actor.id, l.ctx.actor])).values()],
  now,
})

/** Does this listener see the record. */
export const isSeen = (sight: Sight | undefined, { ctx }: Listener): boolean =>
  sight !== undefined && (sight.by === 'all' || sight.by.has(ctx.actor.id))
