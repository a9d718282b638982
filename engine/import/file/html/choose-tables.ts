import { limits } from '../../limits.ts'
import type { PageFacts, TableFacts } from './page-rows.ts'

/** A table that may be the one that is meant. */
export interface OfferedTable extends TableFacts {
  readonly place: number
}

/** The form of a page to sign in stands in a table too; it has no more cells than this. */
const mostOfForm = 30

/**
 * The tables of a page that hold data, in its order: others set things side by side, or are a few words in a cell of a larger
 * one. None where it is a page to sign in, or one with nothing but words.
 */
export const chooseTables = ({ tables, asksPassword }: PageFacts): OfferedTable[] => {
  const most = Math.max(0, ...tables.map((t) => t.filled))
  if (asksPassword && most < mostOfForm) return []
  const data = tables
    .map((table, place) => ({ ...table, place }))
    .filter((t) => t.filled > 0 && t.filled >= most / 20 && (t.width > 1 || t.rows > 1))
    .sort((a, b) => b.filled - a.filled)
    .slice(0, limits.offeredTables)
    .sort((a, b) => a.place - b.place)
  const names = new Map<string, number>()
  return data.map((table, i) => {
    const name = table.name || `表格 ${i + 1}`
    const same = (names.get(name) ?? 0) + 1
    names.set(name, same)
    return { ...table, name: same === 1 ? name : `${name} (${same})` }
  })
}
