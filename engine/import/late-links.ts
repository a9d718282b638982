import type { Context } from '../context.ts'
import { AppError, defineError } from '../errors.ts'
import { objectOf, type ObjectModel } from '../schema/model.ts'
import { updateRecords } from '../write/update.ts'
import { batches } from './batches.ts'
import { countUnlinked, noCounts } from './counts.ts'
import type { ImportWork } from './conveyor.ts'
import { openFile } from './file/open-file.ts'
import { lookUp, type TitlesInFile, unfound } from './rows/find-links.ts'
import { rowProblem, type RowProblem } from './rows/problem.ts'
import type { ReadRow } from './rows/read-cells.ts'
import { textHash } from './rows/text-hash.ts'
import type { Outcome, Written } from './rows/write-rows.ts'
import { storableJson } from './storable-json.ts'
import { changeImport, type Import, type ImportStatus, lockImport } from './store.ts'

/** A record of this import that is to refer to another one of it: a subsidiary that stands before its parent. */
interface Late {
  readonly number: number
  readonly record: string
  readonly links: readonly (ReadRow['late'][number] & {
    /** What its row is counted as; imports begun by an older version do not say. */
    readonly outcome?: Outcome
  })[]
}

export const NotLinked = defineError(
  'import.notLinked',
  422,
  '这一行照样保存,只有“{field}”填不上:{reason}',
  'The row is saved all the same, only “{field}” stays empty: {reason}',
)

const table = (ctx: Context) => `"${ctx.workspace.schema}".import_row`
const batchSize = 500

/** What the rows of the file are called, where one of its columns refers to records of the same kind; else nothing is read. */
export const titlesInFile = async (
  ctx: Context,
  { object: name, facts, settings }: Import,
  path: string,
): Promise<TitlesInFile> => {
  const object = ctx.object(name)
  const refersToItself = settings.mapping.some((m) => object.fields.get(m.field)?.targets.includes(name))
  const title = settings.mapping.find((m) => m.field === object.def.title)
  const titles = new Set<number>()
  if (!refersToItself || !title) return titles
  for await (const rows of batches(await openFile(path, facts), facts.headerRow))
    for (const { cells } of rows) titles.add(textHash(cells[title.column]?.trim() ?? ''))
  return titles
}

/** Remembers what is still to be linked, in the transaction that saved its records. */
export const keepLate = async (
  ctx: Context,
  id: string,
  { late, outcomes }: Pick<Written, 'late' | 'outcomes'>,
): Promise<void> => {
  if (late.length === 0) return
  const documents = late.map(({ row, id: record }) => ({
    number: row.number,
    cells: row.cells,
    links: row.late.map((link) => ({ ...link, outcome: outcomes.get(row) })),
    record,
  }))
  await ctx.session.query(
    `insert into ${table(ctx)} (import, number, cells, status, problems, twins)
     select $1, r.number, r.cells, 'late', r.links, array[r.record] from jsonb_to_recordset($2::jsonb) r(number int, cells jsonb, links jsonb, record uuid)
     on conflict (import, number) do update set status = 'late', problems = excluded.problems, twins = excluded.twins`,
    [id, storableJson(documents)],
  )
}

/** Puts in the references between rows of the file, now that all of them are records. False where it was stopped before the end. */
export const linkLate = async (work: ImportWork): Promise<boolean> => {
  while (!work.cancelled()) {
    const ctx = await work.open()
    const state = await ctx.transaction((inside) => linkNext(inside, work.id))
    if (state !== 'running') return state === 'linked'
  }
  return false
}

/** The next lot of them, while the import runs; 'linked' when none is left. */
const linkNext = async (ctx: Context, id: string): Promise<ImportStatus | 'linked'> => {
  const made = await lockImport(ctx, id)
  if (made.status === 'cancelling')
    await changeImport(ctx, id, ['cancelling'], { status: 'cancelled', finishedAt: ctx.now })
  if (made.status !== 'running') return made.status
  const late = await ctx.session.query<Late>(
    `select number, twins[1] as record, problems as links from ${table(ctx)} where import = $1 and status = 'late' order by number limit ${batchSize}`,
    [id],
  )
  if (late.length === 0) return 'linked'
  const unlinked = await linkLot(ctx, id, objectOf(ctx.workspace.model, made.object), late)
  const was = unlinked.map(({ links }) => links[0]?.outcome ?? 'created')
  if (was.length > 0) await changeImport(ctx, id, ['running'], { counts: countUnlinked(made.counts ?? noCounts, was) })
  return 'running'
}

/** Links them; those of which a link could not be made are listed with the reason, and given back. */
const linkLot = async (ctx: Context, id: string, object: ObjectModel, late: readonly Late[]): Promise<Late[]> => {
  const found = new Map<string, string>()
  for (const [by, links] of Map.groupBy(
    late.flatMap((l) => l.links),
    (l) => l.by,
  )) {
    const texts = [...new Set(links.map((l) => l.text))]
    for (const [text, record] of await lookUp(ctx, object, by, texts)) found.set(`${by} ${text}`, record)
  }
  const missing = new Map<Late, RowProblem[]>()
  for (const row of late) {
    const problems: RowProblem[] = []
    const tell = (field: string, error: AppError, value: string) =>
      problems.push(rowProblem(notLinked(object, field, error), { value }))
    const patch: Record<string, string> = {}
    for (const { field, text, by } of row.links) {
      const to = found.get(`${by} ${text}`)
      if (to && to !== 'several') patch[field] = to
      else tell(field, unfound(ctx, object, to ?? 'none', text), text)
    }
    if (Object.keys(patch).length > 0)
      await ctx
        .transaction((inside) => updateRecords(inside, object, [{ id: row.record, patch }], { trust: 'parsed' }))
        .catch((error: unknown) => {
          if (!(error instanceof AppError)) throw error
          const link = row.links.find((l) => l.field in patch)!
          for (const problem of error.details.problems ?? [error]) tell(problem.field ?? link.field, problem, link.text)
        })
    if (problems.length > 0) missing.set(row, problems)
  }
  await ctx.session.query(`delete from ${table(ctx)} where import = $1 and number = any($2)`, [
    id,
    late.filter((l) => !missing.has(l)).map((l) => l.number),
  ])
  await ctx.session.query(
    `update ${table(ctx)} t set status = 'failed', problems = m.problems, twins = null from jsonb_to_recordset($2::jsonb) m(number int, problems jsonb) where t.import = $1 and t.number = m.number`,
    [id, storableJson([...missing].map(([{ number }, problems]) => ({ number, problems })))],
  )
  return [...missing.keys()]
}

/** The sentence for a row that is saved without this one field. */
export const notLinked = (object: ObjectModel, field: string, error: AppError): AppError => {
  const reason = { 'zh-CN': error.say('zh-CN'), en: error.say('en') }
  return NotLinked({ field: object.fields.get(field)?.label ?? field, reason }).at(field)
}
