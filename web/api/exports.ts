import type { Filter } from './filter.ts'
import { request } from './request.ts'

export type ExportFormat = 'csv' | 'xlsx'

export interface ExportData {
  readonly id: string
  readonly at: string
  readonly object: string
  readonly format: ExportFormat
  readonly status: 'running' | 'cancelled' | 'done' | 'failed'
  readonly rows: number
  readonly size: number | null
  readonly problem: { readonly message: string } | null
}

export interface ExportQuery {
  readonly filter?: Filter
  readonly sort?: string
  readonly q?: string
  readonly columns?: readonly string[]
}

export const startExport = (object: string, format: ExportFormat, query: ExportQuery): Promise<ExportData> =>
  request('/exports', { method: 'POST', body: { object, format, query } })

export const getExport = (id: string, signal: AbortSignal): Promise<ExportData> => request(`/exports/${id}`, { signal })

export const stopExport = (id: string): Promise<ExportData> => request(`/exports/${id}/cancel`, { method: 'POST' })

export const exportFile = (id: string): string => `/api/v1/exports/${id}/file`
