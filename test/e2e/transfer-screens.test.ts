import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Role } from '#test/server'
import { faults, settle } from './axe.ts'
import { openSite, phone, type Site } from './site.ts'

let site: Site
const dataDir = mkdtempSync(path.join(tmpdir(), 'zhike-transfer-screens-'))
const made: Record<string, string> = {}

const file =
  '公司名称,联系电话,级别,业务员,成立日期,备用1\n' +
  Array.from({ length: 30 }, (_, i) =>
    i % 6 === 5
      ? `瑞泰检测${i},1381234,一级,wang.lin,2011/3/5,x`
      : `华精机械${i},138123491${i + 10},B,amy,2015年6月8日,${i}`,
  ).join('\n')

const upload = async (content: string, name: string): Promise<string> => {
  const response = await fetch(`${site.server.url}/api/v1/imports?object=customer`, {
    method: 'POST',
    headers: {
      'content-type': 'application/octet-stream',
      'x-file-name': encodeURIComponent(name),
      cookie: site.server.mgr.cookie,
    },
    body: content,
  })
  return ((await response.json()) as { id: string }).id
}
const until = (id: string, status: string) =>
  vi.waitFor(async () => expect((await site.server.mgr.call('GET', `/imports/${id}`)).body.status).toBe(status), {
    timeout: 20_000,
    interval: 200,
  })

beforeAll(async () => {
  site = await openSite({ dataDir })
  const { mgr, admin } = site.server
  made['map'] = await upload(file, '客户_2026.csv')
  made['check'] = await upload(file, '展会名单.csv')
  await mgr.call('POST', `/imports/${made['check']}/check`)
  await until(made['check'], 'checked')
  const half = await upload(file.split('\n').slice(0, 5).join('\n'), '老系统.csv')
  await mgr.call('POST', `/imports/${half}/check`)
  await until(half, 'checked')
  await mgr.call('POST', `/imports/${half}/start`)
  await until(half, 'done')
  made['done'] = half
  const edited = await upload('客户名称,等级\n华精机械0,A\n被改的公司,A\n', '更新.csv')
  await mgr.call('PATCH', `/imports/${edited}`, { policy: 'overwrite' })
  await mgr.call('POST', `/imports/${edited}/check`)
  await until(edited, 'checked')
  await mgr.call('POST', `/imports/${edited}/start`)
  await until(edited, 'done')
  const rows = (
    await mgr.call(
      'GET',
      `/records/customer?fields=name&filter=${encodeURIComponent('{"name":{"in":["华精机械0","被改的公司"]}}')}`,
    )
  ).body.data
  for (const { id } of rows)
    await mgr.call('PATCH', `/records/customer/${id}`, { level: 'D', remark: '电话里改的' }, { 'if-match': '*' })
  await mgr.call('POST', `/imports/${edited}/revert`)
  await until(edited, 'reverted')
  made['reverted'] = edited
  const hook = {
    name: '同步到 ERP',
    url: 'https://erp.example.com/hook',
    events: ['customer.*', 'opportunity.updated'],
  }
  made['hook'] = (await admin.call('POST', '/webhooks', hook)).body.id
  await site.server.db.query(
    `insert into ws_main.delivery (id, webhook, object, record, version, type, at, state, attempt, next_at, status, problem, milliseconds, tried_at)
     select gen_random_uuid(), $1, 'customer', gen_random_uuid(), 1, t, now() - interval '5 minutes', s, a, now() + interval '1 hour', c, p, 184, now()
     from (values ('customer.created', 'done', 1, 200, null), ('customer.updated', 'failed', 7, 503, 'refused'), ('customer.deleted', 'dropped', 1, null, 'noRight')) as d(t, s, a, c, p)`,
    [made['hook']],
  )
})
afterAll(async () => {
  await site?.close()
  rmSync(dataDir, { recursive: true, force: true })
})

interface Screen {
  readonly name: string
  readonly path: () => string
  readonly as: Role
  act?(page: Page): Promise<unknown>
}

const exporting = async (page: Page) => {
  const more = page.locator('.page-head').getByRole('button', { name: /^(更多|More)$/ })
  if (await page.getByRole('button', { name: /(导出|Export)$/ }).isVisible())
    await page.getByRole('button', { name: /(导出|Export)$/ }).click()
  else {
    await more.click()
    await page.getByRole('menuitem', { name: /(导出|Export)$/ }).click()
  }
  await page.getByRole('dialog').waitFor()
}

const screens: readonly Screen[] = [
  { name: 'import-start', path: () => '/o/customer/import', as: 'mgr' },
  { name: 'import-map', path: () => `/imports/${made['map']}`, as: 'mgr' },
  { name: 'import-duplicates', path: () => `/imports/${made['map']}?step=duplicates`, as: 'mgr' },
  { name: 'import-check', path: () => `/imports/${made['check']}`, as: 'mgr' },
  { name: 'import-done', path: () => `/imports/${made['done']}`, as: 'mgr' },
  { name: 'import-reverted', path: () => `/imports/${made['reverted']}`, as: 'mgr' },
  { name: 'import-forbidden', path: () => '/o/customer/import', as: 'amy' },
  { name: 'import-gone', path: () => '/imports/00000000-0000-7000-8000-000000000000', as: 'mgr' },
  { name: 'export', path: () => '/o/customer', as: 'mgr', act: exporting },
  { name: 'settings-webhooks', path: () => '/settings/webhooks', as: 'admin' },
  { name: 'settings-webhook-log', path: () => `/settings/webhooks?webhook=${made['hook']}`, as: 'admin' },
  { name: 'settings-sample-data', path: () => '/settings/sample-data', as: 'admin' },
]

const looks: readonly { readonly look: string; readonly options: BrowserContextOptions }[] = [
  { look: '1440', options: {} },
  { look: '390-en', options: { viewport: phone, isMobile: true, hasTouch: true, locale: 'en-US' } },
]

for (const { look, options } of looks)
  test(`nobody is shut out of bringing data in and out: axe finds nothing serious (${look})`, async () => {
    const pages = new Map<Role, Page>()
    const found: string[] = []
    for (const { name, path: place, as, act } of screens) {
      const page = pages.get(as) ?? (await site.open(as, options))
      pages.set(as, page)
      await page.goto(place())
      await settle(page)
      await act?.(page)
      found.push(...(await faults(page, `${name}-${look}`)))
    }
    for (const page of pages.values()) await page.context().close()
    expect(found).toEqual([])
  })

test('the sample company is loaded and taken away again with one click each; what people made themselves stays', async () => {
  const { admin, mgr } = site.server
  const own = async () => (await mgr.call('GET', '/records/customer?limit=1&total=true')).body.total.value
  const before = await own()
  const page = await site.open('admin')
  await page.goto('/settings/sample-data')
  await page.getByRole('button', { name: '装入示例数据' }).click()
  await page.getByRole('progressbar').waitFor()
  expect((await admin.call('POST', '/sample-data/load')).status).toBe(409)
  await page.getByText('示例数据已装入').waitFor({ timeout: 180_000 })
  await faults(page, 'settings-sample-data-there')
  await page.getByRole('button', { name: '移除示例数据' }).click()
  const asked = page.getByRole('dialog', { name: '移除全部示例数据？' })
  await asked.getByText(/条示例记录移到回收站/).waitFor()
  await asked.getByRole('button', { name: '移除示例数据' }).click()
  await page.getByText(/示例数据已移除/).waitFor({ timeout: 180_000 })
  expect((await admin.call('GET', '/sample-data')).body).toMatchObject({ records: {}, loaded: false })
  expect(await own()).toBe(before)
  await page.context().close()
}, 400_000)

test('no page threw or logged an error', () => {
  expect(site.troubles).toEqual([])
})
