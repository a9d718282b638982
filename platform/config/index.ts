/** Configuration by environment: one schema, checked as a whole before anything starts. */
export { ConfigError } from './config-error.ts'
export { exampleFile } from './example-file.ts'
export { loadConfig, type Config } from './load-config.ts'
export { makeFolder } from './make-folder.ts'
export { withEnvFile } from './env-file.ts'
