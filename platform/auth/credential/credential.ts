import type { Language } from '#engine'

/** Who is asking, in which workspace, and by what proof. */
export interface Credential {
  readonly kind: 'session' | 'apiKey'
  /** The session's or the API key's. */
  readonly id: string
  readonly loginId: string
  readonly workspaceId: string
  readonly schemaName: string
  /** The user record inside the workspace. */
  readonly userId: string
  /** What an API key is limited to; null for a session, which may do all that its user may. */
  readonly scopes: readonly string[] | null
  readonly schemaVersion: number
  readonly rightsVersion: number
  readonly zone: string
  readonly currency: string
  readonly language: Language
}
