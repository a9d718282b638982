import type { Page } from 'playwright-core'
import { expect, vi } from 'vitest'
import type { Site } from '../site.ts'
import type { Screen } from './screen.ts'

const messy = [
  '公司名称,联系电话,级别,业务员,成立日期,联系人,手机,备用1',
  ...Array.from({ length: 30 }, (_, i) =>
    i % 6 === 5
      ? `瑞泰检测${i},1381234,一级,wang.lin,2011/3/5,,,x`
      : `华精机械${i},138123491${i + 10},B,amy,2015年6月8日,陈工${i},139123491${i + 10},${i}`,
  ),
]

/** Imports at each of their steps, one taken back where somebody has changed things since, an export and a bulk change. */
const fill = async ({ server }: Site) => {
  const { mgr } = server
  const upload = async (lines: readonly string[], name: string): Promise<string> => {
    const response = await fetch(`${server.url}/api/v1/imports?object=customer`, {
      method: 'POST',
      headers: {
        'content-type': 'application/octet-stream',
        'x-file-name': encodeURIComponent(name),
        cookie: mgr.cookie,
      },
      body: lines.join('\n'),
    })
    return ((await response.json()) as { id: string }).id
  }
  const step = async (id: string, step: 'check' | 'start' | 'revert', status: string) => {
    await mgr.call('POST', `/imports/${id}/${step}`)
    const now = async () => (await mgr.call('GET', `/imports/${id}`)).body.status
    await vi.waitFor(async () => expect(await now()).toBe(status), { timeout: 20_000, interval: 100 })
  }

  const [map, check, done] = [
    await upload(messy, '客户_2026.csv'),
    await upload(messy, '展会名单.csv'),
    await upload(messy.slice(0, 5), '老系统.csv'),
  ]
  await step(check, 'check', 'checked')
  await step(done, 'check', 'checked')
  await step(done, 'start', 'done')
  const reverted = await upload(['客户名称,等级', '华精机械0,A', '被改的公司,A'], '更新.csv')
  await mgr.call('PATCH', `/imports/${reverted}`, { policy: 'overwrite' })
  await step(reverted, 'check', 'checked')
  await step(reverted, 'start', 'done')
  const both = encodeURIComponent('{"name":{"in":["华精机械0","被改的公司"]}}')
  for (const { id } of (await mgr.call('GET', `/records/customer?fields=name&filter=${both}`)).body.data)
    await mgr.call('PATCH', `/records/customer/${id}`, { level: 'D', remark: '电话里改的' }, { 'if-match': '*' })
  await step(reverted, 'revert', 'reverted')
  const asked = { object: 'customer', format: 'xlsx', query: {} }
  const exported: string = (await mgr.call('POST', '/exports', asked)).body.id
  const filter = { name: { startsWith: '华精机械' } }
  const change = { operation: 'update', filter, set: { remark: '展会跟进', parent: 'nobody' } }
  const bulk: string = (await mgr.call('POST', '/records/customer/bulk-changes', change)).body.id
  return { map, check, done, reverted, exported, bulk }
}

const exporting = async (page: Page) => {
  // The tabs at the bottom of a phone have a button of that name too, and are there first.
  const head = page.locator('.page-head')
  const button = head.getByRole('button', { name: /导出|Export/ })
  const more = head.getByRole('button', { name: /更多|More/ })
  await button.or(more).first().waitFor()
  if (await button.isVisible()) return button.click()
  await more.click()
  await page.getByRole('menuitem', { name: /导出|Export/ }).click()
}

/** Bringing data in and out. */
export const transferScreens = async (site: Site): Promise<Screen[]> => {
  const { map, check, done, reverted, exported, bulk } = await fill(site)
  const start = '/o/customer/import'
  const hers: Omit<Screen, 'as'>[] = [
    { name: 'import-start', path: start, data: /\/imports\?/ },
    { name: 'import-start-empty', path: '/o/lead/import' },
    { name: 'import-map', path: `/imports/${map}`, data: /\/imports\// },
    { name: 'import-duplicates', path: `/imports/${map}?step=duplicates` },
    { name: 'import-check', path: `/imports/${check}` },
    { name: 'import-done', path: `/imports/${done}` },
    { name: 'import-reverted', path: `/imports/${reverted}` },
    { name: 'import-gone', path: '/imports/00000000-0000-7000-8000-000000000000' },
    { name: 'export', path: `/exports/${exported}`, data: /\/exports\// },
    { name: 'bulk-change', path: `/bulk-changes/${bulk}`, data: /\/bulk-changes\// },
    { name: 'export-dialog', path: '/o/customer', act: exporting },
  ]
  return [...hers.map((one) => ({ ...one, as: 'mgr' as const })), { name: 'import-forbidden', path: start, as: 'amy' }]
}
