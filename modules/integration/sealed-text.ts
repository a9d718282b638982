import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Webhook secrets lie in the database only sealed with the installation's key: who reads a backup cannot sign with them. */
const keyOf = (secret: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', 'zhike webhook secrets', 32))

/** Seals a text; `about` says what it belongs to, so that it is of no use elsewhere. */
export const seal = (secret: string, text: string, about: string): string => {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), iv).setAAD(Buffer.from(about))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64')
}

/** The text that was sealed; null where it was sealed with another key, or for something else. */
export const unseal = (secret: string, sealed: string, about: string): string | null => {
  const bytes = Buffer.from(sealed, 'base64')
  try {
    const cipher = createDecipheriv('aes-256-gcm', keyOf(secret), bytes.subarray(0, 12)).setAAD(Buffer.from(about))
    cipher.setAuthTag(bytes.subarray(12, 28))
    return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]).toString('utf8')
  } catch {
    return null
  }
}
