import { buffer, text } from 'node:stream/consumers'
import { beforeAll, expect, test } from 'vitest'
import { type Context, createRecords, exportFile, type ExportFormat } from '#engine'
import { Activity } from '#modules/activities'
import { Contact, Customer } from '#modules/customers'
import { bringIn } from '#test/importing'
import { type Workspace, workspace } from '#test/workspace'

let w: Workspace
beforeAll(async () => {
  w = await workspace()
})

const exported = async (who: Context, object: string, format: ExportFormat = 'csv') => {
  const stream = await exportFile(
    async () => who,
    object,
    {},
    format,
    'zh-CN',
    () => true,
  )
  return format === 'csv' ? text(stream) : buffer(stream)
}

const awkward = [
  '=1+1',
  "'=1+1",
  "''@x",
  "'90s 公司",
  '="00138"',
  '#N/A',
  "'#N/A",
  '合计',
  '+8613812342201 转',
  '-5',
  '@SUM(A1)',
  '＝全角',
  '👨‍👩‍👧‍👦 家庭',
  'a,"b";c',
  'TRUE',
  '00123',
  '1e5',
  'a_x0041_b',
  '6222021234567890123',
  "'6222021234567890123",
  '9.14403E+17',
  "'1.5E+12",
  '#n/a',
  '暂无',
]

test.each(['csv', 'xlsx'] as const)(
  'what is exported to %s and imported again changes nothing, whatever the texts look like',
  async (format) => {
    await createRecords(
      w.manager,
      w.manager.object('customer'),
      awkward.map((name) => ({
        name: `${name}${format === 'csv' ? '' : ' '}`,
        remark: ` ${name}\n\n${name}\t`,
        tags: [name.replace(/[,;]/g, ' ')],
        address: { region: '310115', detail: `-${name}`, longitude: 121.5, latitude: 31.2 },
        nextContactAt: '2026-03-31T15:59:59.123Z',
        revenue: '-0.10',
        phone: '+862160861234;ext=801',
      })),
    )
    const { done } = await bringIn(w.manager, 'customer', await exported(w.manager, 'customer', format), {
      policy: 'overwrite',
    })
    expect(done.counts).toMatchObject({ read: done.counts!.unchanged, created: 0, updated: 0, failed: 0 })
    const [kept] = await w.manager.find(Customer, { name: '=1+1' })
    expect(kept!.address).toMatchObject({ longitude: 121.5, detail: '-=1+1' })
  },
)

test('references come back as they were, also where several are called so or they are of several kinds', async () => {
  const customer = await w.manager.create(Customer, { name: '同名之家' })
  const one = await w.manager.create(Contact, { name: '王同名', customer: customer.id })
  await w.manager.create(Contact, { name: '王同名', customer: customer.id })
  await w.manager.create(Contact, { name: '下属', reportsTo: one.id })
  await w.manager.create(Activity, { subject: '与人', about: { object: 'contact', id: one.id }, contacts: [one.id] })
  await w.manager.create(Activity, { subject: '与公司', about: { object: 'customer', id: customer.id } })
  for (const object of ['contact', 'activity']) {
    const file = await exported(w.manager, object)
    const { done } = await bringIn(w.manager, object, file, { policy: 'overwrite' })
    expect(done.counts).toMatchObject({ read: done.counts!.unchanged, updated: 0, failed: 0 })
  }
  const lines = (await exported(w.manager, 'contact')).toString().split('\r\n')
  const moved = lines.map((line) => (line.includes('下属') ? line.replace('王同名', '没有这个人') : line)).join('\r\n')
  const { done } = await bringIn(w.manager, 'contact', moved, { policy: 'overwrite' })
  expect(done.counts).toMatchObject({ unchanged: 2, failed: 1 })
})
