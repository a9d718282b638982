import type { Session } from '../database.ts'
import type { Model, ObjectModel } from '../schema/model.ts'
import { indexRow, textColumn, tokensColumn } from './index-row.ts'
import { isSearched, searchedFields, searchVersion } from './searched-fields.ts'

/** How far it is: rows of one object done so far. */
export type FillProgress = (object: string, rows: number) => void

export interface FillOptions {
  readonly progress?: FillProgress
  /** Asked between batches; true stops, and the next run goes on from there. */
  readonly cancelled?: () => boolean
}

const batchSize = 1_000
const noId = '00000000-0000-0000-0000-000000000000'

/**
 * Works out what search keeps for rows that lack it: all rows after an upgrade that searches by more, or by other fields.
 * In small batches, so that nobody waits; what was done stays done when the process dies. Safe to run again.
 */
export const fillSearch = async (session: Session, schema: string, model: Model, options: FillOptions = {}): Promise<void> => {
  for (const object of model.objects.values())
    if (isSearched(object) && !(await fillObject(session, schema, object, options))) return
}

/** Is there an object whose rows still wait for it. */
export const needsFill = async (session: Session, schema: string, model: Model): Promise<boolean> => {
  const done = await session.query<{ object: string; version: string }>(`select object, version from "${schema}".search_fill where done`)
  const versions = new Map(done.map((d) => [d.object, d.version]))
  return [...model.objects.values()].some((o) => isSearched(o) && versions.get(o.name) !== searchVersion(o))
}

const fillObject = async (session: Session, schema: string, object: ObjectModel, options: FillOptions): Promise<boolean> => {
  const version = searchVersion(object)
  const [state] = await session.query<{ last: string; done: boolean }>(
    `insert into "${schema}".search_fill (object, version, last, done) values ($1, $2, '${noId}', false)
     on conflict (object) do update set version = $2,
       last = case when search_fill.version = $2 then search_fill.last else '${noId}' end,
       done = search_fill.done and search_fill.version = $2
     returning last, done`,
    [object.name, version],
  )
  if (state!.done) return true
  let { last } = state!
  for (let rows = 0; ; ) {
    if (options.cancelled?.()) return false
    const batch = await fillBatch(session, schema, object, last)
    rows += batch.rows
    options.progress?.(object.name, rows)
    await session.query(`update "${schema}".search_fill set last = $3, done = $4 where object = $1 and version = $2`, [
      object.name,
      version,
      batch.last,
      batch.rows === 0,
    ])
    if (batch.rows === 0) return true
    last = batch.last
  }
}

/** One batch of rows behind `after`. A row that somebody changed meanwhile is read once more. */
const fillBatch = async (session: Session, schema: string, object: ObjectModel, after: string): Promise<{ rows: number; last: string }> => {
  const fields = searchedFields(object).map((f) => `"${f.name}"`)
  const table = `"${schema}"."${object.name}"`
  const rows = await session.query<Row>(`select id, version, ${fields.join(', ')} from ${table} where id > $1 order by id limit ${batchSize}`, [after])
  for (let left = rows; left.length > 0; ) {
    const written = new Set(await write(session, table, object, left))
    const overtaken = left.filter((r) => !written.has(r.id)).map((r) => r.id)
    if (overtaken.length === 0) break
    left = await session.query<Row>(`select id, version, ${fields.join(', ')} from ${table} where id = any($1)`, [overtaken])
  }
  return { rows: rows.length, last: rows.at(-1)?.id ?? after }
}

interface Row {
  readonly id: string
  readonly version: number
  readonly [field: string]: unknown
}

const write = async (session: Session, table: string, object: ObjectModel, rows: readonly Row[]): Promise<string[]> => {
  const documents = rows.map((row) => ({ id: row.id, version: row.version, ...indexRow(object, row) }))
  const done = await session.query<{ id: string }>(
    `update ${table} as t set "${tokensColumn}" = w."${tokensColumn}", "${textColumn}" = w."${textColumn}"
     from jsonb_to_recordset($1) as w(id uuid, version integer, "${tokensColumn}" int4[], "${textColumn}" jsonb)
     where t.id = w.id and t.version = w.version returning t.id`,
    [JSON.stringify(documents)],
  )
  return done.map((d) => d.id)
}
