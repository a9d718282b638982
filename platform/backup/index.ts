/** Backups: the whole installation at one moment, compressed and encrypted, in a file that proves itself. */
export { createArchive } from './archive-writer.ts'
export { type Away, type AwayBackup, awayPlace, createAway } from './away.ts'
export {
  Cancelled,
  Damaged,
  ExternalDatabase,
  InUse,
  NoSuchMoment,
  NotEmpty,
  NoStorage,
  NothingContinuous,
  TooNew,
} from './backup-errors.ts'
export {
  AddressTaken,
  CompanyThere,
  NoSuchCompany,
  NotAnInstallation,
  OtherSecret,
  OtherVersion,
  SeveralCompanies,
} from './company-errors.ts'
export { adoptBackupKey, keepBackupKey, keyFileIn, keyFrom, readBackupKey, recipientOf } from './backup-key.ts'
export {
  type AwayCopy,
  backupMigrations,
  beginAgain,
  type BackupProblem,
  type BackupRow,
  backupRow,
  listBackups,
  setBackup,
  startBackup,
} from './backup-log.ts'
export { copyDatabase, type Copied } from './copy-database.ts'
export { copyIn, copyInNew, copyOut, nameOf } from './copy-table.ts'
export { fileKeys } from './file-keys.ts'
export type { Header, Table } from './format.ts'
export { type Made, makeBackup } from './make-backup.ts'
export { type Measure, measureOf } from './measure-stream.ts'
export { checkBackup, openBackup, passOver, type Proven } from './open-backup.ts'
export { copyBase } from './continuous/copy-base.ts'
export { fetchLog, markLog } from './continuous/fetch-log.ts'
export { layOut } from './continuous/lay-out.ts'
export { outlivedLog } from './continuous/outlived-log.ts'
export { parseSegment, segmentBytes } from './continuous/segment.ts'
export { type Chain, chainsOf, chainTo, logFrom, readShelf, type Shelf } from './continuous/shelf.ts'
export { readSealed, writeSealed } from './sealed-file.ts'
export { schemaSql } from './schema-sql.ts'
export { outlived, type Retention } from './retention.ts'
export { listEveryTable } from './table-list.ts'
