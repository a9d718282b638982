import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'

/** Variables as a process has them. */
export type Env = Record<string, string | undefined>

/** Adds what `.env` says, where there is one; the real environment comes first. */
export const withEnvFile = (env: Env, file = '.env'): Env =>
  existsSync(file) ? { ...parseEnv(readFileSync(file, 'utf8')), ...env } : env
