import { type ObjectModel, UnknownObject } from '#engine'
import type { Call } from '../route.ts'

/** The object that a route's path names. One on which the caller has no right at all answers like a mistyped name. */
export const askedObject = ({ ctx, params }: Pick<Call, 'ctx' | 'params'>): ObjectModel => {
  const object = ctx.object(params['object']!)
  const { access } = ctx.actor
  if (!access.system && access.of(object).grants.length === 0) throw UnknownObject({ object: object.name })
  return object
}
