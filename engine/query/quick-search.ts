import { type Access, canSearch } from '../rights/access.ts'
import type { ObjectModel } from '../schema/model.ts'
import { readSearch, type SearchNode } from '../search/search-node.ts'
import { isSearched } from '../search/searched-fields.ts'
import type { FilterNode } from './filter.ts'
import { likePattern } from './operators.ts'

/**
 * What a list's search box asks for. Objects without searched fields (short lists such as stages) are looked through by
 * their title; so is the past, of which no index is kept.
 */
export const quickSearch = (
  access: Access,
  object: ObjectModel,
  q: string,
  past: boolean,
  values: unknown[],
): SearchNode | FilterNode => {
  if (!past && isSearched(object)) return readSearch(access, object, q, values)
  const text = likePattern(q.slice(0, 100).normalize('NFC').replaceAll('\0', ''), '%', '%')
  const at = values.push(text) - 1
  const fields = [...object.fields.values()].filter(
    (f) =>
      (f.field.options.search || f.name === object.def.title) &&
      f.kind.column === 'text' &&
      !f.retired &&
      canSearch(access, object, f),
  )
  return { or: fields.map((f) => ({ path: f.name, op: 'contains', value: at, type: 'text' })) }
}
