import { createServer } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mailbox } from '#test/mailbox'
import { password, type Role } from '#test/server'
import { totp } from '#test/totp'
import { openSite, type Site } from './site.ts'

let site: Site
let mail: Awaited<ReturnType<typeof mailbox>>
beforeAll(async () => {
  mail = await mailbox()
  const port = await freePort()
  site = await openSite({
    port,
    publicUrl: `http://127.0.0.1:${port}`,
    mail: { smtpUrl: mail.url, from: '知客 <crm@example.com>' },
  })
})
afterAll(async () => {
  await site?.close()
  await mail?.close()
})

/** The address in mails has to be known before the server is there. */
const freePort = async (): Promise<number> => {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as { port: number }
  await new Promise((resolve) => probe.close(resolve))
  return port
}

const next = '换了的新密码 2026'
const mailOf = (role: Role) => `${role}@example.com`

/** A code is good once; here the half-minute need not pass before the next. */
const forgetUsedCodes = () => site.server.db.query(`delete from auth.attempt where key like 'code:%'`)

const signIn = async (page: Page, role: Role, secret = password) => {
  await page.goto('/sign-in')
  await page.locator('#email').fill(mailOf(role))
  await page.locator('#password').fill(secret)
  await page.keyboard.press('Enter')
}
const isIn = (page: Page, role: Role) =>
  page.getByRole('button', { name: new RegExp(`^(我的账号：|My account: )${role}$`) }).waitFor()

/** Turns two-step verification on, by hand. */
const enrol = async (page: Page): Promise<{ secret: string; backupCodes: string[] }> => {
  await page.goto('/account/security')
  await page.getByRole('button', { name: '开启两步验证' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('#confirm-password').fill('not the password')
  await page.keyboard.press('Enter')
  await dialog.getByText('当前密码不正确').waitFor()
  await dialog.locator('#confirm-password').fill(password)
  await page.keyboard.press('Enter')
  await dialog.getByRole('img', { name: '两步验证的二维码' }).waitFor()
  const secret = (await dialog.locator('code').innerText()).replace(/\s/g, '')
  await dialog.locator('#enrol-code').fill('000000')
  await page.keyboard.press('Enter')
  await dialog.getByText('验证码不正确').waitFor()
  await dialog.locator('#enrol-code').fill(totp(secret))
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: '保存备用码' }).waitFor()
  const backupCodes = await dialog.getByRole('listitem').allInnerTexts()
  return { secret, backupCodes }
}

test('two-step verification: turned on with a phone, then the password alone opens nothing', async () => {
  const owner = await site.open('amy')
  const { secret, backupCodes } = await enrol(owner)
  expect(backupCodes).toHaveLength(10)
  const download = owner.waitForEvent('download')
  await owner.getByRole('button', { name: '下载' }).click()
  expect((await download).suggestedFilename()).toBe('zhike-backup-codes.txt')
  // Nobody closes the one sight of the codes by accident.
  await owner.keyboard.press('Escape')
  await owner.keyboard.press('Escape')
  await owner.getByRole('button', { name: '我已保存好' }).click()
  await owner.getByText('已开启', { exact: true }).waitFor()
  await forgetUsedCodes()

  const page = await site.open()
  await signIn(page, 'amy')
  await page.getByText('打开手机上的验证器应用').waitFor()
  const code = page.locator('#code')
  expect(await code.getAttribute('autocomplete')).toBe('one-time-code')
  await code.fill('123456')
  await page.keyboard.press('Enter')
  await page.getByText('验证码不正确或已过期').waitFor()
  // As it is copied from some apps.
  const now = totp(secret)
  await code.fill(`${now.slice(0, 3)} ${now.slice(3)}`)
  await page.keyboard.press('Enter')
  await isIn(page, 'amy')
  await page.context().close()

  const withoutPhone = await site.open()
  await signIn(withoutPhone, 'amy')
  await withoutPhone.getByRole('button', { name: '手机不在身边？用备用码' }).click()
  await withoutPhone.locator('#code').fill(backupCodes[3]!)
  await withoutPhone.keyboard.press('Enter')
  await isIn(withoutPhone, 'amy')
  await withoutPhone.context().close()

  await owner.getByRole('button', { name: '重新生成备用码' }).click()
  await owner.locator('#confirm-password').fill(password)
  await owner.keyboard.press('Enter')
  await owner.getByRole('dialog', { name: '保存备用码' }).waitFor()
  expect(await owner.getByRole('dialog').getByRole('listitem').allInnerTexts()).not.toContain(backupCodes[4])
  await owner.getByRole('button', { name: '我已保存好' }).click()

  await owner.getByRole('button', { name: '关闭两步验证' }).click()
  await owner.locator('#confirm-password').fill(password)
  await owner.keyboard.press('Enter')
  await owner.getByText('未开启', { exact: true }).waitFor()
  const again = await site.open()
  await signIn(again, 'amy')
  await isIn(again, 'amy')
  await again.context().close()
  await owner.context().close()
})

test('two-step verification: who tries codes at will is told to wait', async () => {
  const owner = await site.open('bob')
  await enrol(owner)
  const page = await site.open()
  await signIn(page, 'bob')
  const told = page.getByText('尝试次数过多')
  for (let i = 0; i < 20 && !(await told.isVisible()); i++) {
    await page.locator('#code').fill(String(200_000 + i))
    const answered = page.waitForResponse(/verify-totp/)
    await page.keyboard.press('Enter')
    await answered
    // What was wrong with the code before is not said while the next one is looked at.
    await page.locator('#code-note, #password').or(told).first().waitFor()
    if (await page.locator('#password').isVisible()) {
      // After a few wrong codes the password is asked for again.
      await signIn(page, 'bob')
      await page.locator('#code').or(told).first().waitFor()
    }
  }
  await told.waitFor()
  expect(page.url()).toContain('/sign-in')
  await page.context().close()
  await owner.context().close()
})

test('somebody sees where she is signed in, and signs all others out at once', async () => {
  const page = await site.open('sup')
  const elsewhere = await site.open(undefined, {
    userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1',
  })
  await signIn(elsewhere, 'sup')
  await isIn(elsewhere, 'sup')
  await page.goto('/account/security')
  await page.getByText('Safari · iPhone').waitFor()
  await expect.poll(() => page.getByText('这台设备').count()).toBe(1)
  await page.getByRole('button', { name: '退出其他所有设备' }).click()
  await page.getByText('只在这台设备上登录着').waitFor()
  await elsewhere.goto('/o/customer')
  await elsewhere.locator('#password').waitFor()
  await elsewhere.context().close()
  await page.context().close()
})

test('a password is changed for the old one; a weak one is refused where it was typed', async () => {
  const page = await site.open('mkt')
  await page.goto('/account/security')
  const change = async (now: string, then: string) => {
    await page.locator('#password-current').fill(now)
    await page.locator('#password-next').fill(then)
    await page.getByRole('button', { name: '修改密码' }).click()
  }
  await change('not the password', next)
  await page.locator('#password-current-note').getByText('当前密码不正确').waitFor()
  await change(password, 'password123')
  await page.locator('#password-next-note').getByText('太常见').waitFor()
  await change(password, next)
  await page.getByText('密码已修改').waitFor()
  await expect.poll(() => page.locator('#password-current').inputValue()).toBe('')
  const again = await site.open()
  await signIn(again, 'mkt', next)
  await isIn(again, 'mkt')
  await again.context().close()
  await page.context().close()
})

test('a forgotten password: a mail, a link that works once, and a new password', async () => {
  const page = await site.open()
  await page.goto('/sign-in')
  await page.getByRole('link', { name: '忘记密码？' }).click()
  await page.getByRole('heading', { name: '重设密码' }).waitFor()
  await page.locator('#email').fill(mailOf('eve'))
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '去收信吧' }).waitFor()
  await expect.poll(() => mail.letters.map(({ to }) => to)).toEqual([mailOf('eve')])
  const link = /http\S+reset-password#token=\S+/.exec(mail.letters[0]!.text)![0]

  await page.goto(link)
  await page.getByRole('heading', { name: '设置新密码' }).waitFor()
  await expect.poll(() => page.url()).not.toContain('token')
  await page.locator('#new-password').fill('password123')
  await page.keyboard.press('Enter')
  await page.getByText('太常见').waitFor()
  await page.locator('#new-password').fill(next)
  await page.keyboard.press('Enter')
  await page.getByText('新密码已生效').waitFor()
  await signIn(page, 'eve', next)
  await isIn(page, 'eve')

  const again = await site.open()
  await again.goto(link)
  await again.locator('#new-password').fill('第三个新密码 2026')
  await again.keyboard.press('Enter')
  await again.getByText('已失效').waitFor()
  await again.getByRole('link', { name: '重新申请' }).click()
  await again.getByRole('heading', { name: '重设密码' }).waitFor()
  await again.context().close()
  await page.context().close()
})

test('no page threw or logged an error', () => {
  expect(site.troubles).toEqual([])
})
