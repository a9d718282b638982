import { afterAll, beforeAll, expect, test } from 'vitest'
import { uploadTo } from '#test/upload'
import { settle } from './screens/settle.ts'
import { openSite, type Site } from './site.ts'

/** A name that becomes a page where it is taken for markup. */
const evil = `"><img src=x onerror=alert(1)><svg onload=alert(2)>`
const short = `<img src=x onerror=alert(3)>`

let site: Site
let customer: string
let opportunity: string
beforeAll(async () => {
  site = await openSite()
  const { admin, amy, mgr, url } = site.server
  const made = async (path: string, body: object, who = amy): Promise<string> => {
    const reply = await who.call('POST', path, body)
    expect(reply.status, `${path}: ${reply.text}`).toBe(201)
    return reply.body.id
  }
  await made('/schema/objects', { name: 'evil', label: short, labelEn: short }, admin)
  const field = { kind: 'text', label: short, labelEn: short, options: { help: short } }
  await made('/schema/objects/customer/fields', field, admin)
  await made('/records/department', { name: evil, parent: site.server.departments['north'] }, admin)
  await made('/records/role', { name: 'evil', label: short, basis: 'sales' }, admin)
  await made('/records/product', { name: evil }, admin)
  await made('/records/pipeline', { name: evil }, admin)
  await made('/api-keys', { name: evil, scopes: ['customer:read'] }, admin)
  await admin.call('PATCH', `/records/user/${site.server.bob.id}`, { name: evil }, { 'if-match': '*' })
  await admin.call('PATCH', '/workspace', { name: short })
  const { body: file } = await uploadTo(url, amy, `${evil}.txt`, 'x')
  customer = await made('/records/customer', {
    name: evil,
    remark: evil,
    tags: [short],
    website: 'https://example.com',
  })
  await made('/records/contact', { name: evil, customer, remark: evil })
  opportunity = await made('/records/opportunity', { name: evil, customer, amount: '100' })
  await made('/records/lead', { company: evil, name: evil })
  const about = { object: 'customer', id: customer }
  await made('/records/activity', { subject: evil, content: evil, about, files: [file.id] })
  await made('/records/task', { subject: evil, about })
  await made('/records/comment', { text: evil, about, mentions: [amy.id] }, mgr)
  await made('/records/view', { name: short, object: 'customer', query: { filter: { name: { contains: '<' } } } })
})
afterAll(() => site?.close())

test('A67 names: markup in the name of anything is text on every screen: nothing runs, nothing is loaded, no policy is broken', async () => {
  const found: string[] = []
  let shown = 0
  for (const [role, paths] of [
    [
      'amy',
      [
        '/o/customer',
        '/o/contact',
        '/o/lead',
        '/o/opportunity',
        '/o/opportunity?layout=board',
        '/o/product',
        '/o/activity',
        '/o/task',
        `/o/customer?peek=${customer}`,
        `/o/customer?q=${encodeURIComponent('onerror')}`,
        `/o/customer/${customer}`,
        `/o/customer/${customer}?tab=history`,
        `/o/opportunity/${opportunity}`,
        '/o/customer/new',
        `/o/customer/${encodeURIComponent(evil)}`,
        `/o/${encodeURIComponent(short)}`,
        '/notifications',
      ],
    ],
    [
      'admin',
      [
        'users',
        'departments',
        'roles',
        'objects',
        'objects?object=customer',
        'pipelines',
        'recycle-bin',
        'api-keys',
        'audit',
        'explain',
      ].map((page) => `/settings/${page}`),
    ],
  ] as const) {
    const page = await site.open(role)
    page.on('dialog', (dialog) => {
      found.push(`${page.url()}: a dialog said ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('request', (request) => {
      if (new URL(request.url()).pathname.endsWith('/x')) found.push(`${page.url()}: asked for ${request.url()}`)
    })
    for (const path of paths) {
      await page.goto(path)
      await settle(page)
      const text = await page.innerText('body')
      const markup = await page.locator('img[src="x"], svg[onload], [onerror]').count()
      if (text.includes('onerror=')) shown++
      if (markup > 0) found.push(`${path}: markup of a name is in the page`)
    }
    await page.keyboard.press('Control+k')
    await page.keyboard.type('onerror')
    await page.getByRole('option', { name: 'onerror' }).first().waitFor()
    await settle(page)
    await page.context().close()
  }
  expect(found).toEqual([])
  expect(site.troubles).toEqual([])
  // The names were there to be misread.
  expect(shown).toBeGreaterThan(12)
})
