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

/** One entry of the change log. */
export interface Change {
  readonly id: string
  readonly at: string
  readonly actor: { readonly id: string; readonly name: string } | null
  readonly via: string
  readonly op: 'create' | 'update' | 'delete' | 'restore'
  readonly changes?: readonly FieldChange[]
  /** The audit names fields only: their values have their own rights. */
  readonly fields?: readonly string[]
  readonly reason?: string | null
  readonly request: string
  readonly undoable?: boolean
  readonly object?: string
  readonly record?: string
  readonly title?: string
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

export const getTimeline = (object: string, id: string, cursor?: string): Promise<Entries<TimelineEntry>> =>
  request(`${path(object, id)}/timeline`, { query: { cursor } })

export const getAudit = (query: Record<string, string | undefined>): Promise<Entries<Change>> =>
  request('/audit', { query })

/** What a check of the change log against its seals found; `fault` is the first that does not fit. */
export interface Verified {
  readonly ok: boolean
  readonly entries: number
  readonly fault?: {
    readonly kind: 'changed' | 'missing' | 'added' | 'seal'
    /** The change; absent where a seal itself does not fit the one before it. */
    readonly entry?: string
    readonly seal: number
  }
}

export const verifyAudit = (): Promise<Verified> => request('/audit/verify', { method: 'POST' })
