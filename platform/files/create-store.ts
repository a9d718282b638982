import path from 'node:path'
import type { Config } from '#platform/config'
import type { FileStore } from './file-store.ts'
import { createLocalStore } from './local-store.ts'
import { createS3Store } from './s3-store.ts'

/** The store that the configuration names: S3-compatible where an endpoint is set, else `<DATA_DIR>/files`. */
export const createFileStore = ({ s3, dataDir }: Pick<Config, 's3' | 'dataDir'>): FileStore =>
  s3 ? createS3Store(s3, path.join(dataDir, 'incoming')) : createLocalStore(path.join(dataDir, 'files'))
