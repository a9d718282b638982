import { timingSafeEqual } from 'node:crypto'
import type { Session } from '#engine'
import { parseApiKey } from './api-key-secret.ts'
import type { Credential } from './credential.ts'
import { credentialCache } from './credential-cache.ts'
import { apiKeySql, type CredentialRow, sessionSql, touchSql } from './credential-sql.ts'
import type { SignedCookies } from './signed-cookie.ts'

/** The headers by which somebody says who she is. */
export interface CredentialHeaders {
  readonly authorization?: string | undefined
  readonly cookie?: string | undefined
}

/** A credential as it is remembered, with the hash that an API key has to match each time. */
interface Known {
  readonly facts: Omit<Credential, 'kind' | 'scopes'>
  readonly scopes: readonly string[] | null
  readonly hash: Buffer
}

/** Turns a request's headers into who is asking: the hot path, one statement at most once a second per credential. */
export const credentialResolver = (db: Session, cookies: SignedCookies, sessionCookie: string) => {
  const cache = credentialCache<Known>()

  const look = async (kind: Credential['kind'], key: string): Promise<Known | null> => {
    // Not prepared: writers that wait for a row hold the connections of prepared statements, and readers must still get in.
    const rows = await db.query<CredentialRow>(statements[kind], [key])
    if (!rows[0]) return null
    const { stale, hash = '', scopes = null, ...facts } = rows[0]
    // Losing this note costs nothing, so that nobody waits for it.
    if (stale) db.query(touchSql[kind], [facts.id]).catch(() => {})
    return { facts, scopes, hash: Buffer.from(hash, 'hex') }
  }

  const bySession = async (token: string): Promise<Credential | null> => {
    const known = await cache.get(`s:${token}`, () => look('session', token))
    return known && { kind: 'session', scopes: null, ...known.facts }
  }

  const byApiKey = async (text: string): Promise<Credential | null> => {
    const key = parseApiKey(text)
    if (!key) return null
    const known = await cache.get(`k:${key.id}`, () => look('apiKey', key.id))
    if (!known || !timingSafeEqual(known.hash, key.hash)) return null
    return { kind: 'apiKey', scopes: known.scopes ?? [], ...known.facts }
  }

  return {
    /** Null when nobody is signed in. A request that shows an API key is never taken for its cookie's session. */
    resolve: async (headers: CredentialHeaders): Promise<Credential | null> => {
      if (headers.authorization !== undefined) {
        const [, key] = /^Bearer +(\S+)$/i.exec(headers.authorization) ?? []
        return key ? byApiKey(key) : null
      }
      const token = cookies.read(headers.cookie, sessionCookie)
      return token ? bySession(token) : null
    },
    /** To be called by whatever changes sessions, keys, members or versions, so that this process knows at once. */
    forget: cache.clear,
  }
}

const statements = { session: sessionSql, apiKey: apiKeySql }
