import type { Page } from 'playwright-core'
import { followersBegan } from '#test/followers'
import type { Role } from '#test/server'
import { settle } from './axe.ts'
import type { Site } from './site.ts'

/** A place in the app, or a dialog over it, in one of its states. */
interface Screen {
  readonly name: string
  readonly path: string
  /** Who looks at it; nobody is a visitor who has not signed in. */
  readonly as: Role | null
  /** What brings it into its state once the page is there. Names hold in every language the tests speak. */
  act?(page: Page): Promise<unknown>
  /** What is there once it was brought about; a dialog or a panel where nothing is said. */
  readonly shows?: string
  /** Calls that the server answers with an error of its own. */
  readonly broken?: RegExp
  /** A phone has nothing like it. */
  readonly deskOnly?: boolean
}

/** Something on every screen: a customer with people, deals and a history, a mention, a lead, a view. */
export const fillScreens = async ({ server }: Site): Promise<string> => {
  await followersBegan(server)
  const { amy, mgr } = server
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
  return customer
}

const press = (name: RegExp) => (page: Page) => page.getByRole('button', { name }).first().click()
const more = (item: RegExp) => async (page: Page) => {
  await page.getByRole('button', { name: /更多操作|More actions/ }).click()
  await page.getByRole('menuitem', { name: item }).click()
}
const chooseAndPress = (name: RegExp) => async (page: Page) => {
  await page.getByRole('checkbox').first().check()
  await page.getByRole('toolbar').getByRole('button', { name }).click()
}

/** Where a salesperson works: every screen and dialog, filled, empty, broken and closed to her. */
const work = (customer: string): Screen[] => {
  const record = `/o/customer/${customer}`
  const nowhere = '00000000-0000-7000-8000-000000000000'
  const list = '/o/customer'
  const hers: Omit<Screen, 'as'>[] = [
    { name: 'list', path: list },
    { name: 'list-empty', path: '/o/product' },
    { name: 'list-no-match', path: `${list}?q=%E6%B2%A1%E6%9C%89` },
    { name: 'list-error', path: list, broken: /\/records\/customer\?/ },
    { name: 'list-filter', path: list, act: press(/筛选|Filter/) },
    { name: 'list-columns', path: list, act: press(/列$|Columns/), deskOnly: true },
    { name: 'list-view', path: list, act: (page) => page.locator('.view-add').click() },
    { name: 'list-bulk', path: list, act: chooseAndPress(/改字段|Change field/), deskOnly: true },
    { name: 'peek', path: `${list}?peek=${customer}` },
    { name: 'palette', path: list, act: (page) => page.keyboard.press('Control+k') },
    { name: 'bell', path: list, act: press(/通知|Notifications/) },
    { name: 'me', path: list, act: press(/我的账号|My account/) },
    { name: 'notifications', path: '/notifications' },
    { name: 'shortcuts', path: list, act: (page) => page.keyboard.press('?') },
    { name: 'record', path: record },
    { name: 'record-history', path: `${record}?tab=history` },
    { name: 'record-edit', path: record, act: (page) => page.keyboard.press('e'), shows: '.profile-form' },
    { name: 'record-access', path: record, act: more(/谁能看到|Who can see/) },
    { name: 'record-team', path: record, act: more(/协作人|Team members/) },
    { name: 'record-delete', path: record, act: more(/删除|Delete/) },
    { name: 'record-error', path: record, broken: new RegExp(`/records/customer/${customer}`) },
    { name: 'record-missing', path: `${list}/${nowhere}` },
    { name: 'form', path: `${list}/new` },
    {
      name: 'form-problems',
      path: `${list}/new`,
      act: (page) => page.keyboard.press('Control+Enter'),
      shows: '[data-invalid]',
    },
    { name: 'board', path: '/o/opportunity?layout=board' },
    { name: 'board-empty', path: '/o/opportunity?layout=board&q=%E6%B2%A1%E6%9C%89' },
    { name: 'board-error', path: '/o/opportunity?layout=board', broken: /\/board\?/ },
    { name: 'import-forbidden', path: `${list}/import` },
    { name: 'settings-forbidden', path: '/settings/audit' },
    { name: 'unknown', path: '/nowhere' },
  ]
  return [
    { name: 'sign-in', path: '/sign-in', as: null },
    ...hers.map((one) => ({ ...one, as: 'amy' as const })),
    // A reader may look and not write.
    { name: 'record-read-only', path: record, as: 'rdr' },
    { name: 'form-forbidden', path: `${list}/new`, as: 'rdr' },
  ]
}

/** Where an administrator works. */
const settings = (salesRole: string): Screen[] => [
  ...(
    [
      'users',
      'departments',
      'roles',
      'explain',
      'objects',
      'objects?object=customer',
      'pipelines',
      'recycle-bin',
      'workspace',
      'sample-data',
      'api-keys',
      'webhooks',
      'backups',
      'audit',
    ] as const
  ).map((page): Screen => ({
    name: `settings-${page.replace('?object=', '-')}`,
    path: `/settings/${page}`,
    as: 'admin',
  })),
  { name: 'settings', path: '/settings', as: 'admin' },
  { name: 'role', path: `/settings/roles?role=${salesRole}`, as: 'admin' },
  { name: 'user-new', path: '/settings/users', as: 'admin', act: press(/新建用户|New user/) },
  { name: 'settings-users-error', path: '/settings/users', as: 'admin', broken: /\/records\/user\?/ },
  // What somebody sees who has some of the settings and not the others.
  { name: 'settings-security-officer', path: '/settings', as: 'sec' },
  { name: 'audit-auditor', path: '/settings/audit', as: 'aud' },
]

export const screensOf = (site: Site, customer: string, onPhone: boolean): Screen[] =>
  [...work(customer), ...settings(String(site.server.roles.get('sales')))].filter(
    ({ deskOnly }) => !(onPhone && deskOnly),
  )

const opened = 'dialog[open], :popover-open'

/** Brings the page to the screen, in its state, and shows it to `see`. */
export const visit = async (
  page: Page,
  { path, broken, act, shows = opened }: Screen,
  see: () => Promise<void>,
): Promise<void> => {
  const isBroken = (url: URL) => broken?.test(url.pathname + url.search) === true && url.pathname.startsWith('/api/')
  const problem = { status: 500, code: 'internal', requestId: 'r-1' }
  if (broken)
    await page.route(isBroken, (route) =>
      route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify(problem) }),
    )
  await page.goto(path)
  await settle(page)
  if (act) {
    await act(page)
    await page.locator(shows).first().waitFor()
    await settle(page)
  }
  await see()
  if (broken) await page.unroute(isBroken)
}
