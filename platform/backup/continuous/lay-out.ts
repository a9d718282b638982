import { createWriteStream } from 'node:fs'
import { chmod, mkdir, open, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { readArchive } from '../archive-reader.ts'
import { Damaged } from '../backup-errors.ts'
import { readSealed } from '../sealed-file.ts'
import { nameOfSegment, segmentBytes } from './segment.ts'
import type { Chain, Kept } from './shelf.ts'

/** Lays out the cluster of a base and its log under `databaseDir`, ready to be recovered; answers the secret it went with. */
export const layOut = async ({ base, log }: Chain, key: string, databaseDir: string): Promise<string> => {
  const cluster = path.join(databaseDir, 'cluster')
  await mkdir(path.join(cluster, 'pg_wal', 'archive_status'), { recursive: true, mode: 0o700 })
  const texts: Record<string, string> = {}
  for await (const { name, content } of readArchive(base.file, key)) {
    if (name.startsWith('cluster/')) await lay(path.join(databaseDir, safe(name)), content)
    else texts[name] = await text(content)
  }
  const { secret, 'connection.json': connection, 'folders.json': folders } = texts
  if (!secret || !connection || !folders) throw Damaged({ what: path.basename(base.file) })
  for (const name of JSON.parse(folders) as string[])
    await mkdir(path.join(cluster, safe(name)), { recursive: true, mode: 0o700 })
  await writeFile(path.join(databaseDir, 'connection.json'), connection, { mode: 0o600 })
  for (const kept of log) await layLog(kept, key, path.join(cluster, 'pg_wal'))
  await writeFile(path.join(cluster, 'recovery.signal'), '')
  await chmod(cluster, 0o700)
  return secret
}

/** Names come out of a file: they lead nowhere but into the folder. */
const safe = (name: string): string => {
  if (!/^[\w.+-]+(\/[\w.+-]+)*$/.test(name) || name.split('/').includes('..'))
    throw Damaged({ what: name.slice(0, 80) })
  return name
}

const lay = async (file: string, content: AsyncIterable<Buffer>): Promise<void> => {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  await pipeline(Readable.from(content), createWriteStream(file, { mode: 0o600 }))
}

/** A file of the log that was closed early is zeros to its end: they take no room on the disk. */
const layLog = async (kept: Kept, key: string, folder: string): Promise<void> => {
  const whole = await buffer(readSealed(kept.file, key))
  if (whole.length !== segmentBytes) throw Damaged({ what: path.basename(kept.file) })
  const file = await open(path.join(folder, nameOfSegment(kept)), 'w', 0o600)
  try {
    await file.write(whole.subarray(0, whole.findLastIndex((byte) => byte !== 0) + 1))
    await file.truncate(segmentBytes)
  } finally {
    await file.close()
  }
}
