import { randomKey } from './random-key.ts'
import { currentLanguage } from '../i18n/language.ts'
import { ApiError } from './api-error.ts'
import { noteRequest } from './last-requests.ts'
import { signInAgain } from './session-expiry.ts'
import { enterWorkspace, workspaceHeader } from './shown-workspace.ts'

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  readonly body?: unknown
  readonly query?: Readonly<Record<string, string | number | boolean | null | undefined>>
  readonly signal?: AbortSignal
  /** The version that was edited; sent as If-Match. `*` overwrites whatever is there. */
  readonly version?: number | '*'
  /** The caller handles 401 itself (first load, sign-in). */
  readonly anonymous?: boolean
  /** Goes on when the page is left. */
  readonly keepalive?: boolean
}

export interface Answer<Data> {
  readonly data: Data
  /** Names this write in the change log, so that it can be undone; empty for what writes nothing. */
  readonly change: string
}

const base = '/api/v1'

/**
 * Asks the server and returns its JSON. Throws `ApiError`. When the session has expired it waits until the person has
 * signed in again and repeats the call under the same idempotency key, so nothing that was typed is lost or done twice.
 */
export const request = async <Data>(path: string, options: RequestOptions = {}): Promise<Data> =>
  (await requestWithChange<Data>(path, options)).data

export const requestWithChange = async <Data>(path: string, options: RequestOptions = {}): Promise<Answer<Data>> => {
  const method = options.method ?? 'GET'
  const headers: Record<string, string> = { 'Accept-Language': currentLanguage(), ...workspaceHeader() }
  if (method !== 'GET') {
    headers['Content-Type'] = 'application/json'
    headers['Idempotency-Key'] = randomKey()
  }
  if (options.version !== undefined) headers['If-Match'] = options.version === '*' ? '*' : `"v${options.version}"`
  const init: RequestInit = { method, headers, credentials: 'same-origin' }
  if (method !== 'GET') init.body = JSON.stringify(options.body ?? {})
  if (options.signal) init.signal = options.signal
  if (options.keepalive) init.keepalive = true

  const url = address(path, options.query)
  for (;;) {
    const response = await reach(url, init)
    noteRequest(method, url, response.status, response.headers.get('x-request-id'))
    if (response.ok) return { data: (await json(response)) as Data, change: response.headers.get('x-change-id') ?? '' }
    const body = await json(response)
    if (response.status === 401 && !options.anonymous) {
      await signInAgain()
      continue
    }
    if (body['code'] === 'workspace.changed') enterWorkspace()
    throw new ApiError(response.status, { retryAfter: response.headers.get('retry-after'), ...body })
  }
}

const address = (path: string, query: RequestOptions['query']) => {
  const url = path.startsWith('/api/') ? path : base + path
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return text === '' ? url : `${url}?${text}`
}

const reach = async (url: string, init: RequestInit) => {
  try {
    return await fetch(url, init)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    noteRequest(init.method ?? 'GET', url, 0, null)
    throw new ApiError(0, { code: 'network', detail: '' })
  }
}

const json = async (response: Response): Promise<Record<string, unknown>> => {
  const text = await response.text()
  try {
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
  } catch {
    return { detail: '', code: 'response.unreadable' }
  }
}
