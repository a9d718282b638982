import { setImmediate as letOthers } from 'node:timers/promises'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { allows } from '../rights/access.ts'
import type { ObjectModel } from '../schema/model.ts'
import { indexRow } from '../search/index-row.ts'
import { isSearched } from '../search/searched-fields.ts'
import { Forbidden, verbs } from '../write/errors.ts'
import { batches, readAhead } from './batches.ts'
import { withBelongings } from './belongings/read-belongings.ts'
import { openFile } from './file/open-file.ts'
import type { FileRow } from './file/table-file.ts'
import { checkSettings } from './mapping/check-settings.ts'
import { readDecisions } from './problem-rows.ts'
import { cellReader, type ReadRow } from './rows/read-cells.ts'
import { keysOf } from './rows/find-twins.ts'
import type { Rule } from './rows/plan.ts'
import { changeImport, type Import, NoSuchImport } from './store.ts'
import { rowProblem } from './rows/problem.ts'

/** What a job that works on an import is given. */
export interface ImportWork {
  readonly id: string
  /** A fresh unit of work of the import's owner: her rights as they are now. Its request is the import, or the one given. */
  readonly open: (request?: string) => Promise<Context>
  /** A copy of the file on this machine. */
  readonly path: string
  progress(done: number, total: number): void
  /** Is the job no longer wanted; it stops after the lot it is at. */
  cancelled(): boolean
}

/** So many rows are read in one go; then it is the turn of whoever else the process works for, the lot being saved above all. */
const breath = 4

/**
 * The file's rows in lots, turned into values while the lot before is being saved, or, without `ahead`, when the next is asked
 * for. With `index` what search will keep of them is worked out in that time too.
 */
export async function* lots(
  ctx: Context,
  made: Import,
  path: string,
  after: number,
  {
    index = false,
    ahead = true,
    size,
  }: { readonly index?: boolean; readonly ahead?: boolean; readonly size?: number } = {},
): AsyncGenerator<ReadRow[]> {
  const { fixes } = await readDecisions(ctx, made.id)
  const file = await openFile(path, made.facts)
  const object = ctx.object(made.object)
  const { facts, settings } = made
  const values = withBelongings(ctx, object, facts, settings, cellReader(ctx, object, facts, settings), index)
  const indexes = index && isSearched(object)
  const read = (row: FileRow): ReadRow => {
    const valued = values(row)
    return indexes && valued.problems.length === 0 ? { ...valued, indexed: indexRow(object, valued.values) } : valued
  }
  async function* source() {
    for await (const batch of batches(file, Math.max(after, made.facts.headerRow), fixes, size)) {
      const rows: ReadRow[] = []
      for (let from = 0; from < batch.length; from += breath) {
        rows.push(...batch.slice(from, from + breath).map(read))
        await letOthers()
      }
      yield rows
    }
  }
  yield* ahead ? readAhead(source()) : source()
}

/** How this import tells what is there already. */
export const ruleOf = async (ctx: Context, made: Import): Promise<Rule> => ({
  keys: keysOf(ctx.object(made.object), made.settings.match),
  policy: made.settings.policy,
  decisions: (await readDecisions(ctx, made.id)).decisions,
})

/** The import right, and every right that the settings need, as they are now. */
export const checkRights = (ctx: Context, made: Import): ObjectModel => {
  const object = ctx.object(made.object)
  if (!allows(ctx.actor.access, object, 'import')) throw Forbidden({ action: verbs.import, object: object.label })
  checkSettings(ctx, object, made.facts.columns, made.settings)
  return object
}

const noSuchImport = NoSuchImport().code

/** Runs the work; what a person can mend is kept with the import, anything else is thrown and tried again. */
export const orFail = async (
  work: ImportWork,
  from: Parameters<typeof changeImport>[2],
  run: () => Promise<void>,
): Promise<void> => {
  try {
    await run()
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error
    // Discarded meanwhile: nobody waits for it.
    if (error.code === noSuchImport) return
    const ctx = await work.open()
    await changeImport(ctx, work.id, from, { status: 'failed', problem: rowProblem(error), finishedAt: ctx.now })
  }
}
