import type { Session } from '../database.ts'
import type { Model, ObjectModel } from '../schema/model.ts'
import { same } from '../write/same.ts'
import { type Indexed, indexRow, textColumn, tokensColumn } from './index-row.ts'
import { isSearched, searchedFields, searchVersion } from './searched-fields.ts'

/** How far it is: rows of one object done so far. */
export type FillProgress = (object: string, rows: number) => void

/** What is filled, and how it is told of and stopped. */
export interface FillOptions {
  readonly progress?: FillProgress
  /** Also looks for single rows without it, which an older version of the program wrote beside this one: reads whole tables. */
  readonly stragglers?: boolean
  /** Only these objects; all by default. */
  readonly objects?: readonly string[]
  /** Asked between batches; true stops, and the next run goes on from there. */
  readonly cancelled?: () => boolean
}

const batchSize = 1_000
const noId = '00000000-0000-0000-0000-000000000000'

/**
 * Works out what search keeps for rows that lack it: all rows after an upgrade that searches by more, or by other fields.
 * In small batches, so that nobody waits; what was done stays done when the process dies. Safe to run again.
 */
export const fillSearch = async (
  session: Session,
  schema: string,
  model: Model,
  options: FillOptions = {},
): Promise<void> => {
  for (const object of model.objects.values())
    if (
      isSearched(object) &&
      (options.objects?.includes(object.name) ?? true) &&
      !(await fillObject(session, schema, object, options))
    )
      return
}

/** Is there an object whose rows still wait for it. */
export const needsFill = async (session: Session, schema: string, model: Model): Promise<boolean> => {
  const done = await session.query<{ object: string; version: string }>(
    `select object, version from "${schema}".search_fill where done`,
  )
  const versions = new Map(done.map((d) => [d.object, d.version]))
  return [...model.objects.values()].some((o) => isSearched(o) && versions.get(o.name) !== searchVersion(o))
}

const fillObject = async (
  session: Session,
  schema: string,
  object: ObjectModel,
  options: FillOptions,
): Promise<boolean> => {
  const version = searchVersion(object)
  const [state] = await session.query<{ last: string; done: boolean }>(
    `insert into "${schema}".search_fill (object, version, last, done) values ($1, $2, '${noId}', false)
     on conflict (object) do update set version = $2,
       last = case when search_fill.version = $2 then search_fill.last else '${noId}' end,
       done = search_fill.done and search_fill.version = $2
     returning last, done`,
    [object.name, version],
  )
  if (state!.done) {
    if (options.stragglers)
      while ((await fillBatch(session, schema, object, `"${tokensColumn}" is null and id > $1`, noId)).rows > 0);
    return true
  }
  let { last } = state!
  for (let rows = 0; ;) {
    if (options.cancelled?.()) return false
    const from = last
    const batch = await session.transaction(async (inside) => {
      const filled = await fillBatch(inside, schema, object, 'id > $1', from)
      await inside.query(`update "${schema}".search_fill set last = $3, done = $4 where object = $1 and version = $2`, [
        object.name,
        version,
        filled.last,
        filled.rows === 0,
      ])
      return filled
    }, 'bulk')
    rows += batch.rows
    options.progress?.(object.name, rows)
    if (batch.rows === 0) return true
    last = batch.last
  }
}

/** One batch of rows. A row that somebody changed meanwhile is read once more. */
const fillBatch = async (
  session: Session,
  schema: string,
  object: ObjectModel,
  where: string,
  after: string,
): Promise<{ rows: number; last: string }> => {
  const fields = searchedFields(object).map(({ name }) => `to_jsonb("${name}") as "${name}"`)
  const columns = ['id', 'version', `"${tokensColumn}"`, `"${textColumn}"`, ...fields].join(', ')
  const table = `"${schema}"."${object.name}"`
  const rows = await session.query<Row>(
    `select ${columns} from ${table} where ${where} order by id limit ${batchSize}`,
    [after],
  )
  for (let left = rows; left.length > 0;) {
    const written = new Set(await write(session, table, object, left))
    const overtaken = left.filter((r) => !written.has(r.id)).map((r) => r.id)
    if (overtaken.length === 0) break
    left = await session.query<Row>(`select ${columns} from ${table} where id = any($1)`, [overtaken])
  }
  return { rows: rows.length, last: rows.at(-1)?.id ?? after }
}

interface Row {
  readonly id: string
  readonly version: number
  readonly [tokensColumn]: string | null
  readonly [textColumn]: unknown
  readonly [field: string]: unknown
}

/** Answers which rows are right now: rows that were right before are not written again. */
const write = async (session: Session, table: string, object: ObjectModel, rows: readonly Row[]): Promise<string[]> => {
  const wanted = rows.map((row) => ({ row, indexed: indexRow(object, row) }))
  const { right = [], wrong = [] } = Object.groupBy(wanted, ({ row, indexed }) =>
    isRight(row, indexed) ? 'right' : 'wrong',
  )
  const kept = right.map(({ row }) => row.id)
  if (wrong.length === 0) return kept
  const done = await session.query<{ id: string }>(
    `update ${table} as t set "${tokensColumn}" = w."${tokensColumn}", "${textColumn}" = w."${textColumn}"
     from jsonb_to_recordset($1) as w(id uuid, version integer, was int4[], "${tokensColumn}" int4[], "${textColumn}" jsonb)
     where t.id = w.id and t.version = w.version and t."${tokensColumn}" is not distinct from w.was returning t.id`,
    [
      JSON.stringify(
        wrong.map(({ row, indexed }) => ({
          id: row.id,
          version: row.version,
          // A number given meanwhile to an older record adds its token without being a change of it.
          was: row[tokensColumn] && (JSON.parse(`[${row[tokensColumn].slice(1, -1)}]`) as number[]),
          ...indexed,
        })),
      ),
    ],
  )
  return [...kept, ...done.map((d) => d.id)]
}

const isRight = (row: Row, indexed: Indexed): boolean => {
  const kept = row[tokensColumn]?.slice(1, -1)
  const tokens = kept === undefined ? null : new Set(kept === '' ? [] : kept.split(',').map(Number))
  const all = indexed[tokensColumn]
  return tokens?.size === all.length && all.every((t) => tokens.has(t)) && same(row[textColumn], indexed[textColumn])
}
