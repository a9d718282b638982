import { createHash } from 'node:crypto'
import type { Grant } from '../object.ts'
import type { ObjectModel } from '../schema/model.ts'
import { type Access, type ObjectAccess } from './access.ts'

/**
 * Rights cut down to the scopes of an API key: `customer:read`, `customer:write`, `*:read` or `*:write`. Writing includes
 * reading; what its person may administer, a key may not.
 */
export const narrowed = (access: Access, scopes: readonly string[]): Access => {
  const kept = new Map<string, ObjectAccess>()
  const may = (object: ObjectModel, verb: 'read' | 'write') =>
    scopes.includes(`${object.name}:${verb}`) || scopes.includes(`*:${verb}`)
  const cut = (object: ObjectModel, grant: Grant): Grant => {
    if (may(object, 'write')) return grant
    if (!may(object, 'read')) return {}
    const { read, readAlso, fields, export: exports } = grant
    return {
      ...(read ? { read } : {}),
      ...(readAlso ? { readAlso } : {}),
      ...(fields ? { fields } : {}),
      ...(exports ? { export: exports } : {}),
    }
  }
  return {
    ...access,
    key: createHash('sha256')
      .update(`${access.key} ${[...scopes].sort().join(' ')}`)
      .digest('base64url')
      .slice(0, 16),
    abilities: new Set(),
    of(object) {
      const known = kept.get(object.name)
      if (known) return known
      const grants = access.of(object).grants.map(({ role, grant }) => ({ role, grant: cut(object, grant) }))
      const made = { object, grants: grants.filter(({ grant }) => Object.keys(grant).length > 0) }
      kept.set(object.name, made)
      return made
    },
  }
}
