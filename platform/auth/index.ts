/** Who is asking: logins, sessions, API keys, and the endpoints under /api/auth. */
export { type ApiKey, ApiKeyScopeInvalid, createApiKey, listApiKeys, type NewApiKey, revokeApiKey } from './api-keys.ts'
export { type Auth, createAuth } from './auth.ts'
export { AuthRequired } from './auth-errors.ts'
export type { AuthOptions, Mail } from './auth-options.ts'
export type { Credential } from './credential.ts'
export type { CheckedLogin, NewLogin } from './logins.ts'
export { authMigrations } from './migrations.ts'
export { registerAuth } from './register-auth.ts'
