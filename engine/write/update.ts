import { type AppError, invalid } from '../errors.ts'
import type { Context } from '../context.ts'
import type { ObjectModel } from '../schema/model.ts'
import { checkFlow, checkRecord, compute } from './check/check.ts'
import { mergeOnto } from './conflict.ts'
import type { Saved } from './create.ts'
import { Busy, Forbidden, NotFound, Twice, verbs, refusals, refuser } from './errors.ts'
import { checkFiles } from './file-links.ts'
import { giveWay, mostAttempts } from './give-way.ts'
import type { Keeping } from './sql/keep-answer.ts'
import { checkTree } from './check/keep-tree.ts'
import { type Before, readBefore } from './read-before.ts'
import { readInput, type Trust, type Values } from './read-input.ts'
import { checkReferences } from './check/references.ts'
import { withConsequences } from './consequences.ts'
import { same } from './same.ts'
import { type RowChange, updateRows } from './sql/update-sql.ts'

/** A wanted change of one record. With `version`, fields that others changed since are not overwritten silently. */
export interface Edit {
  readonly id: string
  readonly patch: Values
  readonly version?: number
}

/** How far values are believed, and what they come from. */
export interface UpdateOptions {
  readonly trust?: Trust
  /** Steps of a flow that an action takes; the check by hand does not hold for them. */
  readonly steps?: boolean
  /** Values that stood there before are put back: nothing else is worked out from them. */
  readonly back?: boolean
  /** Kept with the change of a single record. */
  readonly keeping?: Keeping | undefined
}

/**
 * Saves changes to records of one object: all or none. Reads them first, under the caller's right to change them, and
 * writes only if nobody was faster; otherwise it looks again. Throws every problem it finds at once.
 */
export const updateRecords = async (
  ctx: Context,
  object: ObjectModel,
  edits: readonly Edit[],
  options: UpdateOptions = {},
): Promise<Saved[]> => {
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const problems: AppError[] = []
    const report = (row: number, problem: AppError) => {
      if (edits.length > 1) problem.row = row
      problems.push(problem)
    }
    const { changes, documents } = await prepareUpdate(ctx, object, edits, options, report)
    if (problems.length > 0)
      throw problems.length === 1 && (problems[0]!.status !== 422 || refusals.has(problems[0]!))
        ? problems[0]!
        : invalid(problems)
    const saved = await saveChanged(ctx, object, changes, options.keeping)
    if (saved) {
      const byId = new Map(saved.map((s) => [s.id, s]))
      return edits.map(({ id }) => byId.get(id) ?? { id, document: documents.get(id)! })
    }
    await giveWay(attempt)
  }
  throw Busy()
}

/** Writes changes that `prepareUpdate` made, with all that follows from them. Null when somebody was faster with one of them. */
export const saveChanged = (
  ctx: Context,
  object: ObjectModel,
  changes: readonly RowChange[],
  keeping?: Keeping,
): Promise<Saved[] | null> => withConsequences(ctx, object, (inside) => updateRows(inside, object, changes, keeping))

/** Everything that is checked before rows are changed; rows without a difference yield no change. */
export const prepareUpdate = async (
  ctx: Context,
  object: ObjectModel,
  edits: readonly Edit[],
  options: UpdateOptions,
  report: (row: number, problem: AppError) => void,
): Promise<{ changes: RowChange[]; documents: Map<string, string> }> => {
  const { access } = ctx.actor
  const given = edits.map(({ patch }) => {
    const problems: AppError[] = []
    return { values: readInput(access, object, patch, options.trust ?? 'code', problems), problems }
  })
  const { records, seen, places, consulted, above } = await readBefore(ctx, object, {
    ids: edits.map((e) => e.id),
    values: given.map(({ values }, i) => ({ ...values, id: edits[i]!.id })),
  })
  const documents = new Map([...records].map(([id, f]) => [id, f.document]))
  const label = object.label
  const changes: RowChange[] = []
  const drafts: {
    row: number
    before: Before
    values: Values
    after: Record<string, unknown>
    problems: AppError[]
  }[] = []
  const met = new Set<string>()
  const touched: Values[] = edits.map(() => ({}))
  for (const [i, edit] of edits.entries()) {
    const before = records.get(edit.id)
    if (met.has(edit.id)) {
      report(i, Twice())
      continue
    }
    met.add(edit.id)
    if (!before) report(i, NotFound({ object: label }))
    else if (!before.may) report(i, Forbidden({ action: verbs.update, object: label }))
    if (!before?.may) continue
    const { values, problems } = given[i]!
    // What stays as it is need not be there: a form that is sent back whole may name records out of its sender's reach.
    touched[i] = Object.fromEntries(
      Object.entries(values).filter(([name, value]) => !same(value, before.row[name] ?? null)),
    )
    if (problems.length === 0 && edit.version !== undefined && edit.version !== before.version)
      await mergeOnto(ctx, object, edit, before, values, problems)
    drafts.push({ row: i, before, values, after: { ...before.row, ...values }, problems })
  }
  const sound = drafts.filter((d) => d.problems.length === 0)
  if (sound.length > 0 && !options.back)
    await object.def.prepare?.(
      ctx,
      sound.map(({ before, after, problems }) => ({
        before: before.row,
        after,
        refuse: refuser(problems),
      })),
      consulted,
    )
  checkTree(
    object,
    sound.map(({ row, before, after, problems }) => ({
      id: edits[row]!.id,
      before: before.row,
      after,
      refuse: refuser(problems),
    })),
    above,
  )
  const gate = object.def.gate?.(ctx, consulted)
  for (const { row, before, values, after, problems } of drafts) {
    compute(object, after)
    const change = differ(object, before.row, after)
    if (problems.length === 0 && change) checkRecord(ctx, object, before.row, after, problems, gate)
    if (!options.steps) checkFlow(object, before.row, values, problems)
    for (const problem of problems) report(row, problem)
    if (change) changes.push({ id: edits[row]!.id, version: before.version, before: before.row, after, ...change })
  }
  checkReferences(ctx, object, touched, seen, report)
  const onRecords = touched.map((values, i) => ({ ...values, id: edits[i]!.id }))
  checkFiles(object, onRecords, places, report)
  return { changes, documents }
}

const differ = (object: ObjectModel, before: Values, after: Values) => {
  const old: Record<string, unknown> = {}
  const set: Record<string, unknown> = {}
  for (const field of object.fields.values()) {
    if (field.system || field.kind.column === null || field.field.kind === 'rollup') continue
    const [was, is] = [before[field.name] ?? null, after[field.name] ?? null]
    if (same(was, is)) continue
    old[field.name] = was
    set[field.name] = is
  }
  return Object.keys(set).length > 0 ? { old, set } : null
}
