import type * as z from 'zod'
import { readArchive } from './archive-reader.ts'
import { Damaged, NotABackup, TooNew } from './backup-errors.ts'
import {
  fileKey,
  formatVersion,
  type Header,
  headerSchema,
  type Manifest,
  manifestSchema,
  type Table,
} from './format.ts'
import { measured } from './measure-stream.ts'

/** Who takes a backup in, piece by piece. Each stream is to be read to its end. */
export interface Taker {
  header(header: Header): Promise<void>
  secret(secret: string): Promise<void>
  table(table: Table, rows: AsyncIterable<Buffer>): Promise<void>
  file(key: string, content: AsyncIterable<Buffer>): Promise<void>
}

/** A backup that was read to its end and is what it says it is. */
export interface Proven {
  readonly header: Header
  readonly manifest: Manifest
}

/** Reads a backup, hands its pieces out, and holds each against its digest. Throws WrongKey, TooNew, Damaged, NotABackup. */
export const openBackup = async (
  file: string,
  key: string,
  taker: Taker,
  progress?: (read: number, total: number) => void,
): Promise<Proven> => {
  let header: Header | undefined
  let manifest: Manifest | undefined
  const tables: Manifest['tables'] = []
  const files: Manifest['files'] = []
  for await (const { name, content } of readArchive(file, key, progress)) {
    if (!header) {
      if (name !== 'header.json') throw NotABackup()
      header = readHeader(await textOf(content))
      await taker.header(header)
      continue
    }
    if (manifest) throw Damaged({ what: name })
    if (name === 'secret') await taker.secret(await textOf(content))
    else if (name === 'manifest.json') manifest = parsed(manifestSchema, await textOf(content))
    else {
      const { through, measure } = measured(content)
      const table = header.tables[Number(/^table-(\d{1,5})$/.exec(name)?.[1])]
      if (table && name === `table-${tables.length}`) {
        await taker.table(table, through)
        const { rows, sha256 } = measure()
        tables.push({ rows, sha256 })
      } else {
        const kept = name.slice('file/'.length)
        if (!name.startsWith('file/') || !fileKey.test(kept)) throw Damaged({ what: name })
        await taker.file(kept, through)
        const { bytes, sha256 } = measure()
        files.push({ key: kept, size: bytes, sha256 })
      }
    }
  }
  if (!header || !manifest) throw Damaged({ what: 'manifest.json' })
  compare(header, manifest, tables, files)
  return { header, manifest }
}

const compare = (header: Header, manifest: Manifest, tables: Manifest['tables'], files: Manifest['files']) => {
  for (const [nth, { schema, name }] of header.tables.entries()) {
    const [wanted, found] = [manifest.tables[nth], tables[nth]]
    if (!wanted || found?.sha256 !== wanted.sha256 || found.rows !== wanted.rows)
      throw Damaged({ what: `${schema}.${name}` })
  }
  for (const [nth, wanted] of manifest.files.entries())
    if (files[nth]?.key !== wanted.key || files[nth].sha256 !== wanted.sha256) throw Damaged({ what: wanted.key })
  if (files.length !== manifest.files.length) throw Damaged({ what: 'files' })
}

const readHeader = (text: string): Header => {
  const { format, version } = (safeJson(text) ?? {}) as { format?: unknown; version?: unknown }
  if (typeof format === 'number' && format > formatVersion) throw TooNew({ version: String(version) })
  return parsed(headerSchema, text)
}

const parsed = <T extends z.ZodType>(schema: T, text: string): z.output<T> => {
  const result = schema.safeParse(safeJson(text))
  if (!result.success) throw Damaged({ what: result.error.issues[0]?.path.join('.') || 'JSON' })
  return result.data
}

const safeJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Documents are small; one that is not was not made by us. */
const largest = 256 * 2 ** 20
const textOf = async (content: AsyncIterable<Buffer>): Promise<string> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of content) {
    if ((size += chunk.length) > largest) throw Damaged({ what: 'JSON' })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Reads a backup for the proof alone: decrypts all of it and holds every count and digest against what was written. */
export const checkBackup = (
  file: string,
  key: string,
  progress?: (read: number, total: number) => void,
): Promise<Proven> =>
  openBackup(file, key, { header: async () => {}, secret: async () => {}, table: passOver, file: passOver }, progress)

/** Takes nothing of a piece: it is read for its digest alone. */
export const passOver = async (_: unknown, content: AsyncIterable<Buffer>): Promise<void> => {
  for await (const _chunk of content);
}
