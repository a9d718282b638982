import type { Site } from '../site.ts'
import { choose, press, type Screen } from './screen.ts'

/** Something where people work: a customer with people, deals and a history, a mention, a lead. */
const fill = async ({ server }: Site): Promise<string> => {
  const { amy, eve, mgr } = server
  const given = { phone: '13800138000', industry: 'machinery', level: 'A', tags: ['重点'], remark: '扩产线' }
  const customer: string = (await amy.call('POST', '/records/customer', { name: '海川机电', ...given })).body.id
  await amy.call('POST', '/records/contact', { name: '王芳', customer, mobile: '13800138000' })
  for (const [name, amount] of [
    ['产线改造', '1860000'],
    ['备件', '52000'],
  ])
    await amy.call('POST', '/records/opportunity', { name, customer, amount })
  const about = { object: 'customer', id: customer }
  await amy.call('POST', '/records/activity', { subject: '首次拜访', content: '三季度扩产', about })
  await mgr.call('POST', '/records/comment', { text: '请看', about, mentions: [amy.id] })
  await amy.call('POST', '/records/lead', { company: '远洋食品', name: '陈明', mobile: '13900139000' })
  await eve.call('POST', '/records/customer', { name: '南方机电', phone: '13900139001' })
  return customer
}

const more = (item: RegExp) => choose(/更多操作|More actions/, item)

/** Where people work every day: lists, boards, records, forms, and what opens over them. */
export const workScreens = async (site: Site): Promise<Screen[]> => {
  const customer = await fill(site)
  const list = '/o/customer'
  const record = `${list}/${customer}`
  const itself = new RegExp(`/records/customer/${customer}`)
  const nowhere = '00000000-0000-7000-8000-000000000000'
  const hers: Omit<Screen, 'as'>[] = [
    { name: 'first', path: '/' },
    { name: 'list', path: list, data: /\/records\/customer\?/ },
    { name: 'list-empty', path: '/o/product' },
    { name: 'list-no-match', path: `${list}?q=%E6%B2%A1%E6%9C%89` },
    { name: 'list-leads', path: '/o/lead' },
    { name: 'list-filter', path: list, act: press(/筛选|Filter/) },
    { name: 'list-columns', path: list, act: press(/列$|Columns/), deskOnly: true },
    { name: 'list-view', path: list, act: (page) => page.locator('.view-add').click() },
    { name: 'palette', path: list, act: (page) => page.keyboard.press('Control+k') },
    { name: 'bell', path: list, act: press(/通知|Notifications/) },
    { name: 'me', path: list, act: press(/我的账号|My account/) },
    { name: 'help', path: list, act: press(/打开帮助|Open help/), shows: '.help-panel', deskOnly: true },
    { name: 'shortcuts', path: list, act: (page) => page.keyboard.press('?') },
    {
      name: 'list-bulk',
      path: list,
      act: async (page) => {
        await page.getByRole('checkbox').first().check()
        await press(/改字段|Change field/)(page)
      },
      deskOnly: true,
    },
    { name: 'peek', path: `${list}?peek=${customer}`, data: itself },
    { name: 'record', path: record, data: itself },
    { name: 'record-history', path: `${record}?tab=history` },
    { name: 'record-edit', path: record, act: (page) => page.keyboard.press('e'), shows: '.profile-form' },
    { name: 'record-access', path: record, act: more(/谁能看到|Who can see/) },
    { name: 'record-team', path: record, act: more(/协作人|Team members/) },
    { name: 'record-delete', path: record, act: more(/删除|Delete/) },
    { name: 'record-missing', path: `${list}/${nowhere}` },
    { name: 'form', path: `${list}/new` },
    {
      name: 'form-problems',
      path: `${list}/new`,
      act: (page) => page.keyboard.press('Control+Enter'),
      shows: '[data-invalid]',
    },
    {
      name: 'form-choice',
      path: `${list}/new`,
      act: (page) => page.locator('.ant-select').first().click(),
      shows: '.ant-select-dropdown',
    },
    {
      name: 'form-duplicate',
      path: `${list}/new`,
      act: async (page) => {
        await page.locator('input[type=tel]').first().fill('13800138000')
        await page.locator('.duplicate-note').getByRole('button').last().click()
      },
      shows: '.duplicate-why',
    },
    { name: 'board', path: '/o/opportunity?layout=board', data: /\/board\?/ },
    { name: 'board-empty', path: '/o/opportunity?layout=board&q=%E6%B2%A1%E6%9C%89' },
    { name: 'notifications', path: '/notifications', data: /\/notifications/ },
    {
      name: 'whose',
      path: '/whose',
      act: async (page) => {
        await page.locator('#whose-text').fill('13900139001')
        await page.keyboard.press('Enter')
      },
      shows: '.whose-answer',
    },
    { name: 'settings-forbidden', path: '/settings/audit' },
    { name: 'unknown', path: '/nowhere' },
  ]
  return [
    ...hers.map((one) => ({ ...one, as: 'amy' as const })),
    // A reader may look and not write, and nothing has been told to her.
    { name: 'record-read-only', path: record, as: 'rdr' },
    { name: 'form-forbidden', path: `${list}/new`, as: 'rdr' },
    { name: 'notifications-empty', path: '/notifications', as: 'rdr' },
  ]
}
