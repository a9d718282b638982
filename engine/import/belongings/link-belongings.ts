import type { Context } from '../../context.ts'
import { findLinks, type KnownLinks } from '../rows/find-links.ts'
import type { ReadRow } from '../rows/read-cells.ts'
import { raise } from './read-belongings.ts'

const nobody: ReadonlySet<number> = new Set()

/** Finds what records that belong to the rows refer to themselves: a contact's owner. What is not found keeps its row out. */
export const linkBelongings = async (ctx: Context, rows: readonly ReadRow[], known: KnownLinks): Promise<void> => {
  const all = rows.flatMap((of) => (of.belongings ?? []).map((belonging) => ({ of, belonging })))
  const linked = all.filter(({ belonging }) => belonging.row.links.length > 0)
  for (const [{ object }, same] of Map.groupBy(linked, ({ belonging }) => belonging.lender))
    await findLinks(
      ctx,
      object,
      same.map(({ belonging }) => belonging.row),
      known,
      nobody,
    )
  for (const { of, belonging } of linked) raise(of, belonging, belonging.row)
}
