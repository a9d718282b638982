import { currentLanguage } from '../i18n/language.ts'
import { ApiError } from './api-error.ts'
import { signInAgain } from './session-expiry.ts'
import { workspaceHeader } from './shown-workspace.ts'

export interface UploadOptions {
  /** Told the share that has gone out, 0 to 1. */
  onProgress?(share: number): void
  readonly signal?: AbortSignal
}

/**
 * Sends a file as the body of a request and returns the answer's JSON. Not by fetch: that does not tell how much has gone
 * out. Throws `ApiError`; waits for a new sign-in where the session has expired.
 */
export const upload = async <Data>(path: string, file: File, options: UploadOptions = {}): Promise<Data> => {
  for (;;) {
    const { status, body } = await send(`/api/v1${path}`, file, options)
    if (status >= 200 && status < 300) return body as Data
    if (status !== 401) throw new ApiError(status, body)
    await signInAgain()
  }
}

const send = (
  url: string,
  file: File,
  { onProgress, signal }: UploadOptions,
): Promise<{ status: number; body: Record<string, unknown> }> => {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: Record<string, unknown> }>()
  const call = new XMLHttpRequest()
  call.open('POST', url)
  call.setRequestHeader('Content-Type', 'application/octet-stream')
  call.setRequestHeader('Accept-Language', currentLanguage())
  for (const [name, value] of Object.entries(workspaceHeader())) call.setRequestHeader(name, value)
  call.setRequestHeader('X-File-Name', encodeURIComponent(file.name))
  call.upload.onprogress = ({ loaded, total }) => onProgress?.(total === 0 ? 1 : loaded / total)
  call.onload = () => resolve({ status: call.status, body: parse(call.responseText) })
  call.onerror = () => reject(new ApiError(0, { code: 'network', detail: '' }))
  call.onabort = () => reject(new DOMException('', 'AbortError'))
  signal?.addEventListener('abort', () => call.abort())
  call.send(file)
  return promise
}

const parse = (text: string): Record<string, unknown> => {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}
