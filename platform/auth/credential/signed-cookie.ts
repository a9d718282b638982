import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'

/** Signs cookie values and reads them back, byte for byte as better-auth (better-call 1.4) does. */
export interface SignedCookies {
  /** The value of the first cookie of that name whose signature is ours, else null. */
  read(header: string | undefined, name: string): string | null
  /** A whole Set-Cookie header. `maxAge` in seconds; 0 deletes the cookie, null keeps it until the browser is closed. */
  write(name: string, value: string, maxAge: number | null): string
}

/** Cookies signed with this secret. */
export const signedCookies = (secret: string, secure: boolean): SignedCookies => {
  const key = createSecretKey(secret, 'utf8')
  const sign = (value: string) => createHmac('sha256', key).update(value).digest('base64')
  return {
    read: (header, name) => {
      const signed = header === undefined ? null : cookieValue(header, name)
      const dot = signed?.lastIndexOf('.') ?? -1
      if (!signed || dot < 1) return null
      const value = signed.slice(0, dot)
      return equal(signed.slice(dot + 1), sign(value)) ? value : null
    },
    write: (name, value, maxAge) => {
      const text = maxAge === 0 ? '' : encodeURIComponent(`${value}.${sign(value)}`)
      const life = maxAge === null ? '' : ` Max-Age=${maxAge};`
      return `${name}=${text};${life} Path=/; HttpOnly${secure ? '; Secure' : ''}; SameSite=Lax`
    },
  }
}

const cookieValue = (header: string, name: string): string | null => {
  for (const part of header.split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return decode(part.slice(at + 1).trim())
  }
  return null
}

const decode = (text: string): string | null => {
  try {
    return decodeURIComponent(text.replace(/^"(.*)"$/, '$1'))
  } catch {
    return null
  }
}

const equal = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
