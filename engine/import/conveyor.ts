import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { allows } from '../rights/access.ts'
import type { ObjectModel } from '../schema/model.ts'
import { Forbidden } from '../write/errors.ts'
import { batches, readAhead } from './batches.ts'
import { openFile } from './file/open-file.ts'
import { checkSettings } from './mapping/check-settings.ts'
import { readDecisions } from './problem-rows.ts'
import { cellReader, type ReadRow } from './rows/read-cells.ts'
import { keysOf } from './rows/find-twins.ts'
import type { Rule } from './rows/plan.ts'
import { changeImport, type Import } from './store.ts'
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

/** The file's rows in lots, turned into values while the lot before is being saved. */
export async function* lots(ctx: Context, made: Import, path: string, after: number): AsyncGenerator<ReadRow[]> {
  const { fixes } = await readDecisions(ctx, made.id)
  const file = await openFile(path, made.facts)
  const read = cellReader(ctx, ctx.object(made.object), made.facts, made.settings)
  async function* source() {
    for await (const batch of batches(file, Math.max(after, made.facts.headerRow), fixes)) yield batch.map(read)
  }
  yield* readAhead(source())
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
  if (!allows(ctx.actor.access, object, 'import')) throw Forbidden({ action: '导入', object: object.label['zh-CN'] })
  checkSettings(ctx, object, made.facts.columns, made.settings)
  return object
}

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
    const ctx = await work.open()
    await changeImport(ctx, work.id, from, { status: 'failed', problem: rowProblem(error), finishedAt: ctx.now })
  }
}
