import { defineError, isoTime, type Session, uuid7 } from '#engine'
import { newApiKey } from './api-key-secret.ts'

export const ApiKeyOwnerUnknown = defineError(
  'apiKey.ownerUnknown',
  422,
  '只能为本公司在职的员工建密钥',
  'A key can only be made for an active user of this company',
)
export const ApiKeyScopeInvalid = defineError(
  'apiKey.scopeInvalid',
  422,
  '“{scope}”不是有效的范围,请写成 customer:read、customer:write 或 *:read',
  '“{scope}” is not a scope, write it like customer:read, customer:write or *:read',
)
export const ApiKeyExpiryPast = defineError(
  'apiKey.expiryPast',
  422,
  '到期时间须晚于现在',
  'The expiry has to lie in the future',
)

export const TooManyApiKeys = defineError(
  'apiKey.tooMany',
  422,
  '一个人最多有 {limit} 个有效密钥,请先作废不用的',
  'One person has at most {limit} keys; revoke some first',
)
/** Keys of one person that are good at the same time. */
const mostKeys = 20

/** A key to be made. */
export interface NewApiKey {
  readonly workspaceId: string
  /** Whose rights it acts with, at most. */
  readonly userId: string
  readonly name: string
  /** `object:read`, `object:write`, or `*` for every object. */
  readonly scopes: readonly string[]
  /** ISO 8601; absent means that it does not expire. */
  readonly expiresAt?: string | undefined
}

/** What may be shown of a key after its creation. */
export interface ApiKey {
  readonly id: string
  readonly userId: string
  readonly name: string
  /** Its first characters, to tell keys apart. */
  readonly prefix: string
  readonly scopes: readonly string[]
  readonly createdAt: string
  readonly expiresAt: string | null
  readonly lastUsedAt: string | null
  readonly revokedAt: string | null
}

const columns = `id, user_id "userId", name, prefix, to_jsonb(scopes) "scopes", ${isoTime('created_at')} "createdAt",
  ${isoTime('expires_at')} "expiresAt", ${isoTime('last_used_at')} "lastUsedAt", ${isoTime('revoked_at')} "revokedAt"`

/** Makes a key and returns its text, this once: only a hash is kept. */
export const createApiKey = async (db: Session, wanted: NewApiKey): Promise<ApiKey & { readonly key: string }> => {
  const wrong = wanted.scopes.find((scope) => !/^(\*|[a-z][A-Za-z0-9_]{0,62}):(read|write)$/.test(scope))
  if (wrong !== undefined) throw ApiKeyScopeInvalid({ scope: wrong }).at('scopes')
  if (wanted.expiresAt && !(Date.parse(wanted.expiresAt) > Date.now())) throw ApiKeyExpiryPast().at('expiresAt')
  const [good] = await db.query<{ n: number }>(
    `select count(*)::int as n from zhike.api_key
     where workspace = $1 and user_id = $2 and revoked_at is null and (expires_at is null or expires_at > now())`,
    [wanted.workspaceId, wanted.userId],
  )
  if (good!.n >= mostKeys) throw TooManyApiKeys({ limit: mostKeys })
  const id = uuid7()
  const { key, prefix, hash } = newApiKey(id)
  const rows = await db.query<ApiKey>(
    `insert into zhike.api_key (id, workspace, login, user_id, name, hash, prefix, scopes, expires_at)
     select $1, workspace, login, user_id, $4, $5, $6, $7, $8 from zhike.member
     where workspace = $2 and user_id = $3 and active returning ${columns}`,
    [id, wanted.workspaceId, wanted.userId, wanted.name, hash, prefix, wanted.scopes, wanted.expiresAt ?? null],
  )
  if (!rows[0]) throw ApiKeyOwnerUnknown().at('user')
  return { ...rows[0], key }
}

/** The keys of a workspace, or of one of its users. */
export const listApiKeys = (db: Session, workspaceId: string, userId?: string): Promise<ApiKey[]> =>
  db.query<ApiKey>(
    `select ${columns} from zhike.api_key
     where workspace = $1 and ($2::uuid is null or user_id = $2) order by created_at desc, id`,
    [workspaceId, userId ?? null],
  )

/** Kills a key for good. False when the workspace (or the user, if given) has no such living key. */
export const revokeApiKey = async (db: Session, workspaceId: string, id: string, userId?: string): Promise<boolean> =>
  (
    await db.query(
      `update zhike.api_key set revoked_at = now()
       where workspace = $1 and id = $2 and ($3::uuid is null or user_id = $3) and revoked_at is null returning id`,
      [workspaceId, id, userId ?? null],
    )
  ).length > 0
