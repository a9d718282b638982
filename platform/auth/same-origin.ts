import type { IncomingHttpHeaders } from 'node:http'
import { JsonRequired, OriginRefused } from './auth-errors.ts'

/**
 * Refuses a state-changing request that a foreign page may have sent along with our cookies. Browsers name the page's
 * origin on every such request, and a page can forge neither that nor Host. Programs that name none carry no cookies
 * by accident. JSON cannot be sent by a form, nor can `application/octet-stream`: `body` is what the route takes.
 */
export const requireSameOrigin = (
  method: string,
  headers: IncomingHttpHeaders,
  publicUrl: string | null,
  body = 'application/json',
): void => {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return
  const { origin } = headers
  const site = headers['sec-fetch-site']
  if (origin !== undefined ? !isOurs(origin, headers.host, publicUrl) : site !== undefined && site !== 'same-origin') {
    throw OriginRefused()
  }
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
  if (hasBody && (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase() !== body) throw JsonRequired()
}

/** The configured address, or the very host that was asked (a colleague on the office network opening it by its IP). */
const isOurs = (origin: string, host: string | undefined, publicUrl: string | null): boolean => {
  if (!URL.canParse(origin)) return false
  const from = new URL(origin)
  if (publicUrl !== null && from.origin === new URL(publicUrl).origin) return true
  return /^https?:$/.test(from.protocol) && from.host === host
}
