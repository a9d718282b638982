import { createHash, randomBytes } from 'node:crypto'
import type { Session } from '#engine'
import { type Bucket, countAttempt, forgetOldAttempts, forgiveAttempt } from './attempts.ts'
import { TooManyAttempts } from '../auth-errors.ts'
import { addressBlock } from './client-address.ts'
import type { SignedCookies } from '../credential/signed-cookie.ts'

const quarterHour = 900

/** How often one may fail within a quarter of an hour. */
export const failureLimits = { account: 10, address: 50 }

/** What an attempt is counted by, and what its success or its being hopeless does. */
export interface Attempt {
  /** Throws TooManyAttempts when there were too many already. */
  begin(): Promise<void>
  succeed(): Promise<void>
}

/** What counting attempts needs. */
export interface ThrottleOptions {
  readonly db: Session
  readonly cookies: SignedCookies
  readonly deviceCookie: string
  readonly log?: { warn(facts: object, message: string): void } | undefined
}

/**
 * Limits guessing, by address and by account. A device that once signed in to an account keeps a cookie and is counted
 * by that instead of by the account, so that an attacker who uses up an account's attempts from elsewhere does not lock
 * its owner out (OWASP's device cookies).
 */
export const throttle = ({ db, cookies, deviceCookie, log }: ThrottleOptions) => {
  let swept = 0

  const attempt = (what: string, address: string, account: string, limits = failureLimits): Attempt => {
    const byAddress = bucket(`${what}:address:${addressBlock(address)}`, limits.address)
    const byAccount = bucket(`${what}:account:${account}`, limits.account)
    return {
      begin: async () => {
        const wait = await countAttempt(db, [byAddress, byAccount])
        if (Date.now() - swept > 60_000) {
          swept = Date.now()
          forgetOldAttempts(db).catch(() => {})
        }
        if (wait === 0) return
        log?.warn({ what, account: account.slice(0, 12) }, 'too many failed attempts')
        throw TooManyAttempts({ minutes: Math.ceil(wait / 60) }).with({ retryAfter: wait })
      },
      succeed: () => forgiveAttempt(db, [byAddress.key], [byAccount.key]),
    }
  }

  return {
    attempt,
    /** The name under which attempts on an account are counted: its known device, else the account as a whole. */
    accountKey: (email: string, cookieHeader: string | undefined): string => {
      const [owner, nonce] = (cookies.read(cookieHeader, deviceCookie) ?? '').split('.')
      return owner === hash(email) && nonce ? `device.${nonce}` : hash(email)
    },
    /** The cookie that makes this device a known one for the account. */
    deviceCookie: (email: string): string =>
      cookies.write(deviceCookie, `${hash(email)}.${randomBytes(12).toString('hex')}`, 180 * 86_400),
  }
}

export type Throttle = ReturnType<typeof throttle>

const bucket = (key: string, limit: number): Bucket => ({ key, limit, windowSeconds: quarterHour })

/** Accounts are counted whether they exist or not, and their addresses are not kept. */
const hash = (email: string) => createHash('sha256').update(email.trim().toLowerCase()).digest('hex').slice(0, 32)
