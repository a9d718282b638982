/** What a call was answered with. */
export interface Reply<T = any> {
  readonly status: number
  readonly headers: Headers
  readonly body: T
  readonly text: string
}

/** Someone who talks to the server over HTTP as herself. */
export interface Client {
  readonly id: string
  call<T = any>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply<T>>
  readonly cookie: string
}

export const password = 'Correct-Horse-42'

/** A client that is not signed in, or is by this cookie or key. */
export const clientOf = (url: string, id = '', credential: { cookie?: string; key?: string } = {}): Client => ({
  id,
  cookie: credential.cookie ?? '',
  async call(method, path, body, headers = {}) {
    const response = await fetch(
      `${url}${path.startsWith('/api/') || !path.startsWith('/') ? path : `/api/v1${path}`}`,
      {
        method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(credential.cookie ? { cookie: credential.cookie } : {}),
          ...(credential.key ? { authorization: `Bearer ${credential.key}` } : {}),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        redirect: 'manual',
      },
    )
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: parse(text) }
  },
})

const parse = (text: string): any => {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return text
  }
}

/** The cookies an answer sets, as a request sends them back. */
export const cookieOf = (reply: Reply): string =>
  reply.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ')

export const signIn = async (url: string, email: string, id = ''): Promise<Client> => {
  const reply = await clientOf(url).call('POST', '/api/auth/sign-in/email', { email, password })
  if (reply.status !== 200) throw new Error(`could not sign in ${email}: ${reply.text}`)
  return clientOf(url, id, { cookie: cookieOf(reply) })
}
