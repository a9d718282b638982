import { createHash, randomBytes } from 'node:crypto'
import { fromBase62, toBase62 } from './base62.ts'

const secretLength = 32
const idLength = 16

/** `zk_<id>_<secret>`: the id finds the row, the secret proves the right to use it and is stored as a hash only. */
export const newApiKey = (id: string) => {
  const secret = randomBytes(secretLength)
  const shortId = toBase62(Buffer.from(id.replaceAll('-', ''), 'hex'))
  return { key: `zk_${shortId}_${toBase62(secret)}`, prefix: `zk_${shortId.slice(0, 12)}…`, hash: hashSecret(secret) }
}

/** The id and the hash of the secret of something shaped like a key, else null. */
export const parseApiKey = (key: string): { readonly id: string; readonly hash: Buffer } | null => {
  const [, shortId, text] = /^zk_([0-9A-Za-z]{1,30})_([0-9A-Za-z]{1,60})$/.exec(key) ?? []
  const id = fromBase62(shortId ?? '', idLength)?.toString('hex')
  const secret = fromBase62(text ?? '', secretLength)
  if (!id || !secret) return null
  const uuid = `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`
  return { id: uuid, hash: hashSecret(secret) }
}

/** 256 random bits need no slow hash. */
const hashSecret = (secret: Buffer) => createHash('sha256').update(secret).digest()
