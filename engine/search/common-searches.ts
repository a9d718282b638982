import type { SearchNode } from './search-node.ts'
import { questionsOf } from './found-sql.ts'

/**
 * Two ways to find records. The index yields a rare term's rows at once. A common term (公司, 上海) is met soon by walking
 * along the list itself, while the index would first gather a tenth of the table. Which of them a term is shows when it is
 * asked for; a process remembers it for a while.
 */
export type SearchPlan = 'index' | 'walk'

const minutes = 10
const most = 5_000
const common = new Map<string, number>()

/** What is common to all is rare among what one person may see: it is remembered for her. */
export const searchKey = (
  schema: string,
  person: string,
  object: string,
  node: SearchNode,
  values: readonly unknown[],
): string => {
  const looks = node.terms.map((ways) => ways.map((way) => [way.field, values[way.value]]))
  return JSON.stringify([schema, person, object, looks])
}

/** Which way a search goes: by the index, or along the list for what is known to be common. */
export const planOf = (key: string, node: SearchNode): SearchPlan => {
  if (questionsOf(node).length === 0) return 'walk'
  return (common.get(key) ?? 0) > performance.now() ? 'walk' : 'index'
}

/** The index had more for it than it may yield. */
export const rememberCommon = (key: string): void => {
  common.delete(key)
  common.set(key, performance.now() + minutes * 60_000)
  if (common.size > most) common.delete(common.keys().next().value!)
}
