import type { Session } from '#engine'
import type { Credential } from './credential.ts'
import { apiKeysByIdSql, type CredentialRow, sessionsByIdSql } from './credential-sql.ts'

/**
 * Those of the credentials that still hold, with what they stand for now, by their ids; two statements for any number. For
 * connections that outlive a request.
 */
export const stillValid = async (db: Session, credentials: readonly Credential[]): Promise<Map<string, Credential>> => {
  const found = new Map<string, Credential>()
  for (const kind of ['session', 'apiKey'] as const) {
    const ids = credentials.filter((c) => c.kind === kind).map((c) => c.id)
    if (ids.length === 0) continue
    const rows = await db.query<CredentialRow>(
      kind === 'session' ? sessionsByIdSql : apiKeysByIdSql,
      [ids],
      `still-valid-${kind}`,
    )
    for (const { stale: _, hash: __, scopes, ...facts } of rows)
      found.set(facts.id, { kind, scopes: kind === 'apiKey' ? (scopes ?? []) : null, ...facts })
  }
  return found
}
