import { createHash } from 'node:crypto'
import type { Context } from '#engine'

const known = new WeakMap<object, string>()

/** Names what somebody may see, by her rights and by what row scopes compare with, such as her department. */
export const rightsOf = ({ actor }: Context): string => {
  const before = known.get(actor)
  if (before !== undefined) return before
  const { id, subordinates, departments, departmentTree, access } = actor
  const facts = JSON.stringify([access.key, id, subordinates, departments, departmentTree])
  const name = createHash('sha256').update(facts).digest('base64url').slice(0, 16)
  known.set(actor, name)
  return name
}

const between = '~'

/** A place in the changes as she is given it: with the rights she knows of by then, which no change of a record tells. */
export const ownCursor = (cursor: string, rights: string): string => `${cursor}${between}${rights}`

/** What she comes back with. One from before, or made up, has no rights that are hers. */
export const readOwnCursor = (text: string): { readonly cursor: string; readonly rights: string } => {
  const [cursor = '', rights = ''] = text.split(between)
  return { cursor, rights }
}
