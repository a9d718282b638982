import { readFileSync } from 'node:fs'

/** The version of Zhike that runs. */
export const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

/** Is `a` a later version than `b`. */
export const isNewer = (a: string, b: string): boolean => a.localeCompare(b, 'en', { numeric: true }) > 0
