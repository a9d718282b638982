import type { Context } from '../context.ts'
import type { AppError } from '../errors.ts'
import type { ObjectModel } from '../schema/model.ts'
import { batches } from './batches.ts'
import { openFile } from './file/open-file.ts'
import { notLinked } from './late-links.ts'
import { type TitlesInFile, unfound } from './rows/find-links.ts'
import { rowProblem } from './rows/problem.ts'
import type { ReadRow } from './rows/read-cells.ts'
import { textHash } from './rows/text-hash.ts'
import type { Outcome } from './rows/write-rows.ts'
import type { Import } from './store.ts'

type Link = ReadRow['late'][number]

interface Waiting {
  readonly number: number
  readonly title: number
  readonly outcome: Outcome
  readonly links: readonly Link[]
}

/** Rows whose reference to another row of the file will come to nothing, and what they were counted as. */
interface Unlinked {
  readonly row: ReadRow
  readonly outcome: Outcome
}

/**
 * Foresees, while a file is checked, what becomes of references to its own rows, which an import puts in when all rows are
 * there: one to a row that does not come in, to several, or round in a circle stays empty.
 */
export const linkForesight = (ctx: Context, { object: name, settings, facts }: Import, inFile: TitlesInFile) => {
  const object = ctx.object(name)
  const column = settings.mapping.find((m) => m.field === object.def.title)?.column
  const made = new Map<number, number>()
  const waiting: Waiting[] = []
  /** Below which records that are there already, in a tree, those stand that the file makes. */
  const there = new Map<number, number>()
  return {
    /** What became of a lot. */
    see(rows: readonly (readonly [ReadRow, Outcome])[]): void {
      if (inFile.size === 0 || column === undefined) return
      for (const [row, outcome] of rows) {
        const title = textHash(row.cells[column]?.trim() ?? '')
        if (outcome === 'created') made.set(title, (made.get(title) ?? 0) + 1)
        if (outcome === 'updated') made.set(title, made.get(title) ?? 1)
        const [parent] = row.links.filter(({ field }) => field.name === object.def.tree?.by && field.name in row.values)
        if (outcome === 'created' && parent) there.set(title, textHash(parent.texts[0]!))
        // Told by another key it cannot be foreseen.
        const links = row.late.filter(({ by }) => by === undefined || by === object.def.title)
        if (outcome !== 'failed' && links.length > 0) waiting.push({ number: row.number, title, outcome, links })
      }
    },
    async end(path: string): Promise<Unlinked[]> {
      const problems = judge(ctx, object, made, waiting, there)
      const found: Unlinked[] = []
      if (problems.size === 0) return found
      const outcomes = new Map(waiting.map((w) => [w.number, w.outcome]))
      for await (const lot of batches(await openFile(path, facts), facts.headerRow))
        for (const { number, cells } of lot) {
          const own = problems.get(number)
          if (!own) continue
          const row: ReadRow = { number, cells, values: {}, identity: {}, links: [], late: [], problems: [] }
          for (const { link, error } of own) {
            const at = settings.mapping.find((m) => m.field === link.field)?.column
            const more = { value: link.text, ...(at === undefined ? {} : { column: at }) }
            row.problems.push(rowProblem(notLinked(object, link.field, error), more))
          }
          found.push({ row, outcome: outcomes.get(number)! })
        }
      return found
    },
  }
}

const judge = (
  ctx: Context,
  object: ObjectModel,
  made: ReadonlyMap<number, number>,
  waiting: readonly Waiting[],
  there: ReadonlyMap<number, number>,
): Map<number, { link: Link; error: AppError }[]> => {
  const problems = new Map<number, { link: Link; error: AppError }[]>()
  const above = new Map<number, number>()
  for (const { number, title, outcome, links } of waiting)
    for (const link of links) {
      const to = textHash(link.text)
      const count = made.get(to) ?? 0
      const isTree = object.def.tree?.by === link.field
      const error =
        count !== 1
          ? unfound(ctx, object, count === 0 ? 'none' : 'several', link.text)
          : isTree && reaches((at) => above.get(at) ?? (outcome === 'created' ? undefined : there.get(at)), to, title)
            ? object.def.tree!.circle()
            : null
      if (error) problems.set(number, [...(problems.get(number) ?? []), { link, error }])
      else if (isTree) above.set(title, to)
    }
  return problems
}

/** Is `end` the same as `from`, or above it. */
const reaches = (above: (at: number) => number | undefined, from: number, end: number): boolean => {
  const seen = new Set<number>()
  for (let at: number | undefined = from; at !== undefined && !seen.has(at); at = above(at)) {
    if (at === end) return true
    seen.add(at)
  }
  return false
}
