import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { defineError } from '#engine'

export const NotReached = defineError(
  'import.notReached',
  502,
  '连不上 {url},请确认知客已启动、地址无误({reason})',
  '{url} cannot be reached; is Zhike running there? ({reason})',
)
export const Refused = defineError(
  'import.refused',
  422,
  '接口拒绝了 {call}:{detail}(HTTP {status})',
  'The API refused {call}: {detail} (HTTP {status})',
)

/** How to say who one is: an API key, or an e-mail address with its password. */
export type Identity = { readonly key: string } | { readonly email: string; readonly password: string }

/** The public HTTP API of one workspace, as one person. */
export interface Api {
  get<T>(path: string, query?: Readonly<Record<string, string>>): Promise<T>
  /** Retries under the same Idempotency-Key; give one that outlives this run where a second run must not repeat the work. */
  post<T>(path: string, body: unknown, idempotencyKey?: string): Promise<T>
}

const attempts = 5
const passing = new Set([429, 502, 503, 504])

/** Signs in, if need be, and gives back the API. Throws NotReached or Refused. */
export const openApi = async (url: string, identity: Identity): Promise<Api> => {
  const base = url.replace(/\/+$/, '')
  const credential = 'key' in identity ? { authorization: `Bearer ${identity.key}` } : await signIn(base, identity)
  const call = async <T>(method: string, path: string, body?: unknown, key?: string): Promise<T> => {
    const headers = { ...credential, 'accept-language': 'zh-CN', ...(key ? { 'idempotency-key': key } : {}) }
    const response = await send(`${base}/api/v1${path}`, method, headers, body)
    return (await accepted(response, `${method} ${path.split('?')[0]}`)) as T
  }
  return {
    get: (path, query = {}) =>
      call('GET', `${path}${Object.keys(query).length ? `?${new URLSearchParams(query)}` : ''}`),
    post: (path, body, key = randomUUID()) => call('POST', path, body, key),
  }
}

const signIn = async (base: string, identity: { readonly email: string; readonly password: string }) => {
  const response = await send(`${base}/api/auth/sign-in/email`, 'POST', {}, identity)
  await accepted(response, '登录 sign-in')
  return {
    cookie: response.headers
      .getSetCookie()
      .map((c) => c.split(';')[0])
      .join('; '),
  }
}

/** Sends once more what got lost on the way, or came too early for the server. */
const send = async (
  url: string,
  method: string,
  headers: Record<string, string>,
  body?: unknown,
): Promise<Response> => {
  const json = body === undefined ? {} : { 'content-type': 'application/json' }
  for (let attempt = 1; ; attempt++) {
    const last = attempt === attempts
    try {
      const init = {
        method,
        headers: { ...headers, ...json },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }
      const response = await fetch(url, init)
      if (last || !passing.has(response.status)) return response
      await wait(1000 * Number(response.headers.get('retry-after') ?? attempt))
    } catch (error) {
      const { cause, message } = error as Error & { cause?: { code?: string } }
      if (last) throw NotReached({ url: new URL(url).origin, reason: cause?.code ?? message })
      await wait(250 * 2 ** attempt)
    }
  }
}

const accepted = async (response: Response, call: string): Promise<unknown> => {
  const text = await response.text()
  const body = parse(text)
  if (response.ok) return body
  const { detail, problems = [] } = (body ?? {}) as {
    detail?: string
    problems?: { field?: string; message: string }[]
  }
  const said = [detail ?? text.slice(0, 200), ...problems.slice(0, 3).map((p) => `${p.field ?? ''} ${p.message}`)].join(
    ';',
  )
  throw Refused({ call, detail: said, status: response.status })
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
