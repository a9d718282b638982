/** Who is asking: logins, sessions, API keys, and the endpoints under /api/auth. */
export {
  type ApiKey,
  ApiKeyScopeInvalid,
  createApiKey,
  listApiKeys,
  type NewApiKey,
  revokeApiKey,
} from './credential/api-keys.ts'
export { type Auth, createAuth } from './auth.ts'
export { AuthRequired } from './auth-errors.ts'
export type { AuthOptions, Mail } from './library/auth-options.ts'
export type { Credential } from './credential/credential.ts'
export type { CheckedLogin, NewLogin } from './session/logins.ts'
export { authMigrations } from './library/migrations.ts'
export { registerAuth } from './register-auth.ts'
