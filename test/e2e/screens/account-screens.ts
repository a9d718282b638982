import type { Page } from 'playwright-core'
import { password } from '#test/server'
import { totp } from '#test/totp'
import type { Site } from '../site.ts'
import type { Screen } from './screen.ts'

/** As far as the picture with the code for the phone: nothing is turned on yet. */
const enrol = async (page: Page) => {
  await page.getByRole('button', { name: /开启两步验证|Turn on/ }).click()
  await page.locator('#confirm-password').fill(password)
  await page.keyboard.press('Enter')
}

const signIn = (email: string, secret: string) => async (page: Page) => {
  await page.locator('#email').fill(email)
  await page.locator('#password').fill(secret)
  await page.keyboard.press('Enter')
}

/** Somebody who needs a code from her phone to sign in. */
const fill = async ({ server: { eve } }: Site) => {
  const { totpUri } = (await eve.call('POST', '/api/auth/two-factor/enable', { password })).body
  const code = totp(new URL(totpUri).searchParams.get('secret')!)
  await eve.call('POST', '/api/auth/two-factor/verify-totp', { code })
}

/** It stays on once it is; the first to look turns it on. */
const beQuiet = async (page: Page) => {
  const on = page.locator('.quiet-hours [role=switch]')
  if ((await on.getAttribute('aria-checked')) === 'false') await on.click()
}

/** C makes a new record already. */
const chooseTaken = async (page: Page) => {
  await page.locator('.key-row-key').first().click()
  await page.keyboard.press('c')
}

/** The way in, and one's own account. */
export const accountScreens = async (site: Site): Promise<Screen[]> => {
  await fill(site)
  const security = '/account/security'
  const visitor: Omit<Screen, 'as'>[] = [
    { name: 'set-up', path: '/set-up' },
    { name: 'sign-in', path: '/sign-in' },
    { name: 'forgotten-password', path: '/forgotten-password' },
    { name: 'reset-password', path: '/reset-password' },
    { name: 'reset-password-link', path: '/reset-password#token=x' },
    { name: 'sign-in-refused', path: '/sign-in', act: signIn('amy@example.com', 'wrong'), shows: '[role=alert]' },
    { name: 'sign-in-code', path: '/sign-in', act: signIn('eve@example.com', password), shows: '#code' },
  ]
  const hers: Omit<Screen, 'as'>[] = [
    { name: 'account', path: '/account' },
    { name: 'account-security', path: security, data: /list-sessions|two-factor/ },
    { name: 'account-enrol', path: security, act: enrol, shows: '#enrol-code' },
    { name: 'account-notifications', path: '/account/notifications', data: /preferences/ },
    { name: 'account-quiet-hours', path: '/account/notifications', act: beQuiet, shows: '.quiet-hours-days' },
    { name: 'account-shortcuts', path: '/account/shortcuts' },
    { name: 'account-shortcuts-taken', path: '/account/shortcuts', act: chooseTaken, shows: '[role=alert]' },
  ]
  return [...visitor.map((one) => ({ ...one, as: null })), ...hers.map((one) => ({ ...one, as: 'bob' as const }))]
}
