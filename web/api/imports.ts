import type { Import, ImportSettings, RowProblem as KeptProblem } from '#engine'
import type { Filter } from './filter.ts'
import type { FieldChange } from './changes.ts'
import { listRecords, type RecordData } from './records.ts'
import { request } from './request.ts'
import { upload, type UploadOptions } from './upload.ts'

/** What happens to a row that is there already. */
export type Policy = ImportSettings['policy']
export const policies: readonly Policy[] = ['skip', 'fill', 'overwrite', 'create', 'ask']

export type Counts = NonNullable<Import['counts']>

export interface ColumnMapping {
  readonly field: string
  readonly by?: string
  readonly to?: string
  readonly values?: Readonly<Record<string, string>>
}

export interface ImportColumn {
  readonly index: number
  readonly name: string
  readonly samples: readonly string[]
  readonly mapping: ColumnMapping | null
  readonly certainty?: 'exact' | 'synonym'
}

/** A field of a record that stands in the same row. */
export interface LentField {
  readonly name: string
  readonly label: string
  readonly kind: string
  readonly required: boolean
  readonly to?: readonly string[]
  /** Several columns may go to it, and are put together. */
  readonly joins?: boolean
}

/** A field that a column can go to. */
export interface ImportField extends LentField {
  /** Records can be looked for by it. */
  readonly key: boolean
  /** And by names written in another way: the key is then its name with `~`. */
  readonly alike?: boolean
}

export interface ImportSummary {
  readonly problems: readonly {
    readonly column?: string
    readonly field?: string
    readonly code: string
    readonly count: number
    readonly example: string
  }[]
  readonly values: readonly {
    readonly column: number
    readonly value: string
    readonly count: number
    readonly suggestion?: string
  }[]
  readonly repeated: number
  readonly existing: number
}

export interface ImportData {
  readonly id: string
  readonly object: string
  readonly status: Import['status']
  readonly name: string
  readonly at: string
  readonly startedAt: string | null
  readonly finishedAt: string | null
  readonly file: {
    readonly format: Import['facts']['format']
    readonly encoding?: string
    readonly delimiter?: string
    readonly sheets?: readonly string[]
    readonly sheet?: string
    readonly headerRow: number
    readonly preview?: readonly (readonly string[])[]
  }
  readonly columns: readonly ImportColumn[]
  readonly fields: readonly ImportField[]
  /** Objects whose records can stand in the same rows. */
  readonly belongings: readonly {
    readonly object: string
    readonly label: string
    readonly fields: readonly LentField[]
  }[]
  readonly match: readonly (readonly string[])[]
  readonly policy: Policy
  readonly acceptShortRows: boolean
  /** The earlier import whose settings were taken over. */
  readonly like: string | null
  readonly total: number | null
  readonly counts: Counts | null
  readonly summary: ImportSummary | null
  readonly problem: { readonly message: string } | null
  readonly undone: { readonly done: number; readonly total: number; readonly conflicts: number } | null
  readonly revertUntil: string | null
}

export type PastImport = Pick<
  ImportData,
  'id' | 'object' | 'status' | 'name' | 'at' | 'total' | 'counts' | 'startedAt' | 'finishedAt' | 'revertUntil'
> & { readonly conflicts: number }

/** What can be changed until the first row is written. */
export interface ImportChange {
  readonly sheet?: string
  readonly encoding?: string
  readonly delimiter?: string
  readonly headerRow?: number
  readonly columns?: readonly (Omit<ColumnMapping, 'field'> & {
    readonly column: number
    readonly field: string | null
  })[]
  readonly match?: readonly (readonly string[])[]
  readonly policy?: Policy
  readonly acceptShortRows?: boolean
  readonly template?: string
}

/** In the reader's language. */
export type RowProblem = Omit<KeptProblem, 'messageEn'>

export interface ProblemRow {
  readonly row: number
  readonly cells: readonly string[]
  readonly fix: Readonly<Record<string, string>> | null
  readonly decision: Policy | null
  readonly status: 'failed' | 'ask' | 'mended'
  readonly problems: readonly RowProblem[]
  readonly twins: readonly { readonly id: string; readonly title: string }[]
}

/** A record that a revert left because somebody edited it since. */
export interface Conflict {
  readonly id: string
  readonly object: string
  readonly title: string
  readonly made: boolean
  readonly fields: readonly FieldChange[]
}

const one = (id: string) => `/imports/${id}`

export const uploadImport = (object: string, file: File, options?: UploadOptions): Promise<ImportData> =>
  upload(`/imports?object=${encodeURIComponent(object)}`, file, options)

export const getImport = (id: string, signal: AbortSignal): Promise<ImportData> => request(one(id), { signal })

export const pastImports = async (object: string, signal: AbortSignal): Promise<readonly PastImport[]> =>
  (await request<{ data: PastImport[] }>('/imports', { query: { object }, signal })).data

export const changeImport = (id: string, change: ImportChange): Promise<ImportData> =>
  request(one(id), { method: 'PATCH', body: change })

export const stepImport = (id: string, step: 'check' | 'start' | 'cancel' | 'revert'): Promise<ImportData> =>
  request(`${one(id)}/${step}`, { method: 'POST' })

/** Deletes an upload that has written nothing; goes on when the page is left. */
export const discardImport = (id: string): Promise<unknown> => request(one(id), { method: 'DELETE', keepalive: true })

export interface Rows<Row> {
  readonly data: readonly Row[]
  readonly next: number | string | null
}

export const problemRows = (id: string, after: number, signal: AbortSignal): Promise<Rows<ProblemRow>> =>
  request(`${one(id)}/rows`, { query: { after, limit: 50 }, signal })

export const mendRow = (
  id: string,
  row: number,
  said: { cells?: Readonly<Record<string, string>>; decision?: Policy },
): Promise<unknown> => request(`${one(id)}/rows/${row}`, { method: 'PATCH', body: said })

export const decideAll = (id: string, decision: Policy): Promise<unknown> =>
  request(`${one(id)}/decide`, { method: 'POST', body: { decision } })

export const conflicts = (id: string, after: string | undefined, signal: AbortSignal): Promise<Rows<Conflict>> =>
  request(`${one(id)}/conflicts`, { query: { after, limit: 50 }, signal })

export const settleConflict = (
  id: string,
  record: string,
  wish: { fields?: readonly string[]; remove?: boolean },
): Promise<unknown> => request(`${one(id)}/conflicts/${record}`, { method: 'POST', body: wish })

/** Where the rows with problems can be downloaded, to be mended in a spreadsheet. */
export const failedFile = (id: string): string => `/api/v1${one(id)}/failed.csv`

export const importTemplates = async (object: string, signal: AbortSignal): Promise<readonly RecordData[]> => {
  const filter: Filter = { object }
  return (await listRecords('importTemplate', { filter, fields: 'name', sort: 'name', limit: 100 }, signal)).data
}

export const saveTemplate = (id: string, name: string, shared: 'me' | 'all'): Promise<unknown> =>
  request(`${one(id)}/template`, { method: 'POST', body: { name, shared } })
