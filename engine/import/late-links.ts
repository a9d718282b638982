import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { objectOf, type ObjectModel } from '../schema/model.ts'
import { updateRecords } from '../write/update.ts'
import { batches } from './batches.ts'
import type { ImportWork } from './conveyor.ts'
import { openFile } from './file/open-file.ts'
import { lookUp, type TitlesInFile } from './rows/find-links.ts'
import { NoSuchRecord, rowProblem } from './rows/problem.ts'
import type { ReadRow } from './rows/read-cells.ts'
import { textHash } from './rows/text-hash.ts'
import { type Import, lockImport } from './store.ts'

/** A record of this import that is to refer to another one of it: a subsidiary that stands before its parent. */
interface Late {
  readonly number: number
  readonly record: string
  readonly links: ReadRow['late']
}

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
  late: readonly { readonly row: ReadRow; readonly id: string }[],
): Promise<void> => {
  if (late.length === 0) return
  const documents = late.map(({ row, id: record }) => ({
    number: row.number,
    cells: row.cells,
    links: row.late,
    record,
  }))
  await ctx.session.query(
    `insert into ${table(ctx)} (import, number, cells, status, problems, twins)
     select $1, r.number, r.cells, 'late', r.links, array[r.record] from jsonb_to_recordset($2::jsonb) r(number int, cells jsonb, links jsonb, record uuid)
     on conflict (import, number) do update set status = 'late', problems = excluded.problems, twins = excluded.twins`,
    [id, JSON.stringify(documents)],
  )
}

/** Puts in the references between rows of the file, now that all of them are records. */
export const linkLate = async (work: ImportWork): Promise<void> => {
  for (let more = true; more && !work.cancelled();) {
    const ctx = await work.open()
    more = await ctx.transaction(async (inside) => {
      const made = await lockImport(inside, work.id)
      const late = await inside.session.query<Late>(
        `select number, twins[1] as record, problems as links from ${table(inside)} where import = $1 and status = 'late' order by number limit ${batchSize}`,
        [work.id],
      )
      if (made.status !== 'running' || late.length === 0) return false
      await linkLot(inside, work.id, objectOf(inside.workspace.model, made.object), late)
      return true
    })
  }
}

const linkLot = async (ctx: Context, id: string, object: ObjectModel, late: readonly Late[]): Promise<void> => {
  const found = new Map<string, string>()
  for (const [by, links] of Map.groupBy(
    late.flatMap((l) => l.links),
    (l) => l.by,
  )) {
    const texts = [...new Set(links.map((l) => l.text))]
    for (const [text, record] of await lookUp(ctx, object, by, texts)) found.set(`${by} ${text}`, record)
  }
  const missing: { number: number; problems: unknown[] }[] = []
  for (const { number, record, links } of late) {
    const problems: unknown[] = []
    const patch: Record<string, string> = {}
    for (const { field, text, by } of links) {
      const to = found.get(`${by} ${text}`)
      if (to && to !== 'several') patch[field] = to
      else problems.push(rowProblem(NoSuchRecord({ object: object.label, value: text }).at(field), { value: text }))
    }
    if (Object.keys(patch).length > 0)
      await ctx
        .transaction((inside) => updateRecords(inside, object, [{ id: record, patch }], { trust: 'parsed' }))
        .catch((error: unknown) => {
          if (!(error instanceof AppError)) throw error
          problems.push(...(error.details.problems ?? [error]).map((p) => rowProblem(p)))
        })
    if (problems.length > 0) missing.push({ number, problems })
  }
  await ctx.session.query(`delete from ${table(ctx)} where import = $1 and number = any($2)`, [
    id,
    late.map((l) => l.number).filter((n) => !missing.some((m) => m.number === n)),
  ])
  await ctx.session.query(
    `update ${table(ctx)} t set status = 'failed', problems = m.problems, twins = null from jsonb_to_recordset($2::jsonb) m(number int, problems jsonb) where t.import = $1 and t.number = m.number`,
    [id, JSON.stringify(missing)],
  )
}
