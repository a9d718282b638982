import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { createZstdCompress, createZstdDecompress } from 'node:zlib'
import { AppError } from '#engine'
import { sync } from '#platform/files'
import { age } from './age.ts'
import { Damaged, KeyMalformed, NotABackup, WrongKey } from './backup-errors.ts'

/** Writes a stream compressed with zstd and encrypted by age, so that it opens with tools anybody has. */
export const sealInto = async (plain: Readable, file: string, recipient: string): Promise<void> => {
  const squeezed = createZstdCompress()
  const { Encrypter } = await age()
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  const sealed = await encrypter.encrypt(Readable.toWeb(squeezed) as never)
  await Promise.all([
    pipeline(gathered(plain), squeezed),
    pipeline(Readable.fromWeb(sealed as unknown as ReadableStream), createWriteStream(file, { mode: 0o600 })),
  ])
}

const portion = 2 ** 18

/** Each chunk that is compressed costs a turn of the event loop, which the server shares: a thousand small ones are few large. */
async function* gathered(source: Readable): AsyncGenerator<Buffer> {
  let chunks: Buffer[] = []
  let size = 0
  for await (const chunk of source) {
    chunks.push(chunk as Buffer)
    size += (chunk as Buffer).length
    if (size < portion) continue
    yield chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
    chunks = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(chunks)
}

/** The same into a file that stands under its name only when it is whole and on the disk. */
export const writeSealed = async (plain: Readable, file: string, recipient: string): Promise<void> => {
  const half = `${file}.${randomUUID()}.part`
  try {
    await sealInto(plain, half, recipient)
    await sync(half)
    await rename(half, file)
    await sync(path.dirname(file))
  } catch (error) {
    await rm(half, { force: true })
    throw error
  }
}

const unfit = { 'zh-CN': '内容与校验不符', en: 'its content does not fit its checks' }

/** Whatever a cipher, an unpacker or an archive reader stumbles over is damage; what the disk refuses is not. */
export const asDamaged = (error: unknown): unknown =>
  error instanceof AppError || 'syscall' in (error as Error)
    ? error
    : Object.assign(Damaged({ what: unfit }), { cause: error })

/** What was sealed; every byte that is handed out was authenticated before. Throws KeyMalformed, WrongKey, NotABackup and Damaged. */
export async function* unseal(raw: Readable, key: string): AsyncGenerator<Buffer> {
  const { Decrypter } = await age()
  const decrypter = new Decrypter()
  try {
    decrypter.addIdentity(key)
  } catch {
    // The file may be on its way to be opened still: what becomes of that concerns nobody any more.
    raw.on('error', () => {}).destroy()
    // Its own words quote the key.
    throw KeyMalformed()
  }
  const sealed = Readable.toWeb(raw) as unknown as Parameters<typeof decrypter.decrypt>[0] & ReadableStream
  const opened = await decrypter.decrypt(sealed).catch((error: Error) => {
    throw /no identity matched/.test(error.message) ? WrongKey() : NotABackup()
  })
  const plain = createZstdDecompress()
  const flowing = pipeline(Readable.fromWeb(opened as unknown as ReadableStream), plain)
  flowing.catch(() => {})
  try {
    for await (const chunk of plain) yield chunk as Buffer
    await flowing
  } catch (error) {
    throw asDamaged(error)
  }
}

/** What a sealed file holds. */
export const readSealed = (file: string, key: string): AsyncGenerator<Buffer> => unseal(createReadStream(file), key)
