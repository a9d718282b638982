import { request } from './request.ts'

export interface Backup {
  readonly id: string
  readonly at: string
  readonly kind: 'manual' | 'schedule' | 'command'
  readonly state: 'running' | 'done' | 'failed' | 'cancelled'
  /** Bytes. */
  readonly size: number | null
  readonly facts: {
    readonly rows: number
    readonly files: number
    readonly missing: number
    readonly sealed: boolean
  } | null
  /** When it was read back whole and found right. */
  readonly provenAt: string | null
  readonly problem: string | null
  readonly progress: { readonly done: number; readonly total: number } | null
  /** Its file can be downloaded. */
  readonly here: boolean
  /** The copy in the object storage; null as long as none was begun. */
  readonly away: {
    readonly place: string
    readonly arrived: string | null
    readonly problem: string | null
    readonly nextTry: string | null
  } | null
}

export interface BackupSchedule {
  readonly on: boolean
  /** `02:30`, in the zone of the workspace. */
  readonly at: string
  readonly keep: { readonly daily: number; readonly weekly: number; readonly monthly: number }
}

export interface Backups {
  readonly data: readonly Backup[]
  readonly schedule: BackupSchedule
  readonly folder: string
  /** The object storage that each is copied to; null where none is set. */
  readonly storage: string | null
  /** Where the key is kept, not the key. */
  readonly key: string
}

export const getBackups = (): Promise<Backups> => request('/backups')
export const startBackup = (): Promise<Backup> => request('/backups', { method: 'POST' })
export const cancelBackup = (id: string): Promise<Backup> => request(`/backups/${id}/cancel`, { method: 'POST' })
export const sendBackup = (id: string): Promise<Backup> => request(`/backups/${id}/away`, { method: 'POST' })
export const saveSchedule = (schedule: BackupSchedule): Promise<BackupSchedule> =>
  request('/backups/schedule', { method: 'PUT', body: schedule })
export const backupFile = (id: string): string => `/api/v1/backups/${id}/file`
