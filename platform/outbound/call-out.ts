import http from 'node:http'
import https from 'node:https'
import { isIP } from 'node:net'
import { addressesOf } from './addresses-of.ts'
import { hostOf, type OutboundPolicy, portOf } from './policy.ts'

/** Where it may go, and for how long. */
export interface CallOutOptions {
  readonly policy: OutboundPolicy
  /** Milliseconds for all of it. */
  readonly timeout?: number
  /** The addresses of a name; tests put their own in its place. */
  readonly resolve?: (host: string, signal: AbortSignal) => Promise<readonly string[]>
  /** Told of every connection before it is opened. */
  readonly onConnect?: (address: string, port: number) => void
}

/** The status of the answer, or that there was none: who asks is not told why, so that nobody feels out our network by it. */
export type CallOutcome =
  | { readonly status: number }
  | { readonly status: null; readonly reason: 'refused' | 'unreachable' }

/**
 * Posts to an address that somebody typed in. The name is looked up once and the connection goes to the very address that
 * was checked. Nothing is followed, and of the answer only its status is read: neither a body nor what unpacks to one.
 */
export const callOut = async (
  url: URL,
  body: string,
  headers: Readonly<Record<string, string>>,
  { policy, timeout = 10_000, resolve = addressesOf, onConnect }: CallOutOptions,
): Promise<CallOutcome> => {
  const signal = AbortSignal.timeout(timeout)
  const refused = { status: null, reason: 'refused' } as const
  if (!policy.allowsUrl(url)) return refused
  const host = hostOf(url)
  const port = portOf(url)
  try {
    const addresses = isIP(host) ? [host] : await before(signal, resolve(host, signal))
    // One bad address among good ones is how a name is turned against us: then none is used.
    if (addresses.length === 0 || !addresses.every((address) => policy.allowsAddress(address, port))) return refused
    onConnect?.(addresses[0]!, port)
    return { status: await post(url, addresses[0]!, body, headers, signal) }
  } catch {
    return { status: null, reason: 'unreachable' }
  }
}

const before = <T>(signal: AbortSignal, work: Promise<T>): Promise<T> =>
  Promise.race([
    work,
    new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
  ])

/** Interim answers (1xx) before the answer. */
const mostHints = 10

const post = (
  url: URL,
  address: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<number> =>
  new Promise((resolve, reject) => {
    const { request } = url.protocol === 'https:' ? https : http
    const name = hostOf(url)
    const sent = request({
      method: 'POST',
      host: address,
      port: portOf(url),
      path: `${url.pathname}${url.search}`,
      // The certificate must be the name's, whatever address it has.
      ...(isIP(name) ? {} : { servername: name }),
      headers: {
        ...headers,
        host: url.host,
        'content-length': Buffer.byteLength(body),
        'accept-encoding': 'identity',
        connection: 'close',
      },
      agent: false,
      signal,
      maxHeaderSize: 16 * 1024,
    })
    sent.on('response', (response) => {
      resolve(response.statusCode ?? 0)
      response.destroy()
    })
    // An offer to speak something else is an answer too; nobody takes it up.
    sent.on('upgrade', (response, socket) => {
      resolve(response.statusCode ?? 0)
      socket.destroy()
    })
    let hints = 0
    sent.on('information', () => ++hints > mostHints && sent.destroy(new Error('hints without an answer')))
    sent.on('error', reject)
    sent.on('close', () => reject(new Error('closed without an answer')))
    sent.end(body)
  })
