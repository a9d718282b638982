/** Attachments: contents on the disk or in S3, rows in the workspace, each readable by who may read the record that holds it. */
export { contentType, shownInline } from './content-type.ts'
export { CannotInline, FileNameMissing, FileNotFound, FileTooLarge } from './file-errors.ts'
export type { ByteRange, FileStore, Stored } from './file-store.ts'
export { createFileStore } from './create-store.ts'
export { type KeptFile, readableFiles } from './readable-files.ts'
export { sweepFiles } from './sweep-files.ts'
export { type FileRow, uploadFile } from './upload-file.ts'
