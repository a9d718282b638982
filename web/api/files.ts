import { request } from './request.ts'
import { upload, type UploadOptions } from './upload.ts'

/** An uploaded file as far as its reader may see it. */
export interface FileInfo {
  readonly id: string
  readonly name: string
  /** Bytes. */
  readonly size: number
  readonly type: string
  /** The browser may show it: pictures and PDF. */
  readonly inline: boolean
}

export const getFiles = async (ids: readonly string[], signal: AbortSignal): Promise<readonly FileInfo[]> =>
  (await request<{ data: FileInfo[] }>('/files', { query: { ids: ids.join(',') }, signal })).data

export const uploadFile = (file: File, options?: UploadOptions): Promise<FileInfo> => upload('/files', file, options)

export const fileContent = (id: string, inline = false): string =>
  `/api/v1/files/${id}/content${inline ? '?inline=true' : ''}`
