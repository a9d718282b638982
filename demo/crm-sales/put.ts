import { createHash, randomUUID } from 'node:crypto'
import { defineError } from '#engine'
import type { Api } from './api.ts'

export const RowsRefused = defineError(
  'import.rowsRefused',
  422,
  '{object} 有 {count} 行未能写入,例如:{example}',
  '{count} rows of {object} were refused, such as: {example}',
)

type Values = Readonly<Record<string, unknown>>
type Progress = (done: number, total: number) => void

interface BatchAnswer {
  readonly results: readonly {
    readonly id?: string
    readonly status: string
    readonly problem?: { readonly message: string; readonly problems?: readonly { readonly message: string }[] }
  }[]
}

/** Rows of one call: well below the API's limit, and a second's work. */
const slice = 500
/** Values of one look-up; a page holds no more. */
const page = 200

/** The ids of records by the value of a field, of those that are there. */
export const idsBy = async (
  api: Api,
  object: string,
  field: string,
  values: readonly string[],
): Promise<Map<string, string>> => {
  const found = new Map<string, string>()
  for (let at = 0; at < values.length; at += page) {
    const filter = { [field]: { in: values.slice(at, at + page) } }
    const { data } = await api.post<{ data: Record<string, string>[] }>(`/records/${object}/query`, {
      filter,
      fields: ['id', field],
      limit: page,
    })
    // Of two with the same name the first one ever made is meant: lists are newest first.
    for (const row of data) found.set(row[field]!, row['id']!)
  }
  return found
}

/** Sends rows in slices; the ids come back in the order of the rows. */
const send = async (
  api: Api,
  object: string,
  body: object,
  rows: readonly Values[],
  key?: string,
  progress?: Progress,
): Promise<string[]> => {
  const ids: string[] = []
  for (let at = 0; at < rows.length; at += slice) {
    const records = rows.slice(at, at + slice)
    const { results } = await api.post<BatchAnswer>(
      `/records/${object}/batch`,
      // The data set is as it is: two of its companies may share a name.
      { ...body, records, allowDuplicate: true },
      key && `${key}-${at}`,
    )
    const failed = results.filter(({ status }) => status === 'failed')
    const [problem] = failed.map((f) => f.problem?.problems?.[0] ?? f.problem)
    if (failed.length > 0) throw RowsRefused({ object, count: failed.length, example: problem?.message ?? '' })
    ids.push(...results.map(({ id }) => id!))
    progress?.(ids.length, rows.length)
  }
  return ids
}

/** Creates or updates by a field that is unique in the workspace: a second run changes nothing. The ids by its values. */
export const upsert = async (
  api: Api,
  object: string,
  key: string,
  rows: readonly Values[],
  progress?: Progress,
): Promise<Map<string, string>> => {
  const ids = await send(api, object, { operation: 'upsert', key }, rows, undefined, progress)
  return new Map(rows.map((row, i) => [row[key] as string, ids[i]!]))
}

export const update = (api: Api, object: string, rows: readonly Values[]): Promise<string[]> =>
  send(api, object, { operation: 'update' }, rows)

/**
 * Creates or updates by a name, which the workspace does not hold unique. The Idempotency-Key of new rows is made of what
 * they say and of `anchor`, a record of this import: a run that broke while its call was under way, and the run after
 * it, make them once. If somebody has removed since what that key once made, a fresh key makes it anew.
 */
export const putByName = async (
  api: Api,
  anchor: string,
  object: string,
  rows: readonly Values[],
): Promise<Map<string, string>> => {
  const names = rows.map((row) => row['name'] as string)
  let known = await idsBy(api, object, 'name', names)
  const there = rows.filter((row) => known.has(row['name'] as string) && Object.keys(row).length > 1)
  await update(
    api,
    object,
    there.map((row) => ({ ...row, id: known.get(row['name'] as string) })),
  )
  const digest = (missing: readonly Values[]) =>
    createHash('sha256')
      .update(JSON.stringify([anchor, object, missing]))
      .digest('base64url')
  for (const keyOf of [digest, randomUUID]) {
    const missing = rows.filter((row) => !known.has(row['name'] as string))
    if (missing.length === 0) break
    await send(api, object, { operation: 'create' }, missing, keyOf(missing))
    known = await idsBy(api, object, 'name', names)
  }
  return known
}
