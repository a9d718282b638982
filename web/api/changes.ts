import { request } from './request.ts'
import type { RecordData } from './records.ts'

export interface FieldChange {
  readonly field: string
  readonly label?: string
  readonly old: unknown
  readonly new: unknown
  /** Titles of the records that a reference pointed to and points to. */
  readonly oldTitle?: string
  readonly newTitle?: string
}

/** What a colleague may do with a record, and until when. */
export interface TeamPlace {
  readonly id: string
  readonly name: string | null
  readonly may: 'read' | 'write'
  readonly until: string | null
}

/** One entry of the change log. */
export interface Change {
  readonly id: string
  readonly at: string
  readonly actor: { readonly id: string; readonly name: string } | null
  readonly via: string
  readonly op: 'create' | 'update' | 'delete' | 'restore' | 'team' | 'export' | 'schema'
  readonly changes?: readonly FieldChange[]
  /** Of a change of the team: the member as she was and as she is. */
  readonly member?: { readonly old: TeamPlace | null; readonly new: TeamPlace | null }
  /** The audit names fields only: their values have their own rights. */
  readonly fields?: readonly string[]
  /** Of an export: how many rows went out. */
  readonly rows?: number | null
  readonly reason?: string | null
  readonly request: string
  readonly undoable?: boolean
  readonly object?: string
  readonly record?: string
  readonly title?: string | null
  /** Of a change of the schema: a field, an object or a rule as it was and as it is. */
  readonly schema?: {
    readonly old: Readonly<Record<string, unknown>> | null
    readonly new: Readonly<Record<string, unknown>>
  } | null
}

export interface TimelineEntry {
  readonly type: string
  readonly at: string
  readonly actor: { readonly id: string; readonly name: string } | null
  readonly id?: string
  readonly op?: Change['op']
  readonly via?: string
  readonly changes?: readonly FieldChange[]
  readonly record?: RecordData
}

export interface Entries<Entry> {
  readonly data: readonly Entry[]
  readonly next: string | null
}

const path = (object: string, id: string) => `/records/${encodeURIComponent(object)}/${encodeURIComponent(id)}`

export const getHistory = (object: string, id: string, cursor?: string): Promise<Entries<Change>> =>
  request(`${path(object, id)}/history`, { query: { cursor } })

/** What of a timeline is wanted: a kind of entry, what one person did, words in what was written. */
export interface TimelineQuery {
  readonly type?: string
  readonly actor?: string
  readonly q?: string
  readonly cursor?: string | undefined
}

export const getTimeline = (object: string, id: string, query: TimelineQuery): Promise<Entries<TimelineEntry>> =>
  request(`${path(object, id)}/timeline`, { query: { ...query } })

export const getAudit = (query: Record<string, string | undefined>): Promise<Entries<Change>> =>
  request('/audit', { query })

/** An attempt that was refused, or a look past one's limits. */
export interface Refusal {
  readonly id: string
  readonly at: string
  readonly actor: { readonly id: string; readonly name: string } | null
  readonly method: string
  /** The path that was asked. */
  readonly target: string
  readonly reason: string
  readonly object: string | null
  readonly record: string | null
  readonly field: string | null
  /** Named also to who sees no such record herself. */
  readonly objectLabel: string | null
  readonly fieldLabel: string | null
  /** Where the reader may see the record. */
  readonly title: string | null
}

export const getRefusals = (query: Record<string, string | undefined>): Promise<Entries<Refusal>> =>
  request('/audit/refusals', { query })

/** What a check of the change log against its seals found; `fault` is the first that does not fit. */
export interface Verified {
  readonly ok: boolean
  readonly entries: number
  readonly fault?: {
    readonly kind: 'changed' | 'missing' | 'added' | 'seal' | 'cut' | 'anchor'
    /** The change; absent where a seal itself does not fit the one before it. */
    readonly entry?: string
    readonly seal: number
  }
}

export const verifyAudit = (): Promise<Verified> => request('/audit/verify', { method: 'POST' })
