import { beforeAll, expect, test } from 'vitest'
import { readProblemRows } from '#engine'
import { Contact, Customer } from '#modules/customers'
import { bringIn } from '#test/importing'
import { workbook } from '#test/zip'
import { type Workspace, workspace } from '#test/workspace'

let w: Workspace
beforeAll(async () => {
  w = await workspace()
})

const problemsOf = async (id: string) =>
  (await readProblemRows(w.manager, id, 0, 100)).map((r) => [r.number, r.problems.map((p) => p.code)])
const customers = async (...names: string[]) => w.manager.find(Customer, { name: { in: names } }, { sort: 'number' })

test('what systems write where they have nothing to say keeps no row out', async () => {
  const it = await bringIn(
    w.manager,
    'customer',
    `企业名称,电话,邮箱,统一社会信用代码,网址,年营业额,行业,负责人,下次跟进
空一,-,-,-,-,-,-,-,0000-00-00
空二,暂无,无,NULL,/,N/A,未知,暂无,0000-00-00 00:00:00
-,13800009901,,,,,,,
`,
  )
  expect(it.done.counts).toMatchObject({ read: 3, created: 2, failed: 1 })
  expect(await problemsOf(it.id)).toEqual([[4, ['field.required']]])
  expect((await customers('空一', '空二')).map(({ phone, revenue, industry }) => [phone, revenue, industry])).toEqual([
    [null, null, null],
    [null, null, null],
  ])
})

test('names of columns further down are no records: in another language, or from a second file behind the first', async () => {
  const it = await bringIn(
    w.manager,
    'customer',
    '客户名称,电话\nCustomer Name,Phone\n接着一,13800009911\n\ufeff客户名称,电话\n接着二,13800009912\n',
  )
  expect(it.done.counts).toMatchObject({ read: 4, created: 2, failed: 2 })
  expect(await problemsOf(it.id)).toEqual([
    [2, ['import.headerRow']],
    [4, ['import.headerRow']],
  ])
})

test('a number that lost digits is refused in texts as in numbers, and read where all of them are there', async () => {
  const it = await bringIn(
    w.manager,
    'customer',
    '客户名称,统一社会信用代码,备注,年营业额\n丢一,9.14403E+17,,\n丢二,,6.22202123456789E+18,\n丢三,,,1.2E+06\n全的,,,1.234567E+6\n',
  )
  expect(it.done.counts).toMatchObject({ created: 1, failed: 3 })
  expect((await problemsOf(it.id)).map(([, codes]) => codes)).toEqual(Array(3).fill(['import.digitsLost']))
  expect((await customers('全的')).map((c) => c.revenue)).toEqual(['1234567.00'])
})

test('empty cells behind the last column and the mark at the end of old texts are not taken for a broken row', async () => {
  const csv = '客户名称,电话,\n齐一,13800009921\n齐二,13800009922,,,\n齐三,13800009923,\n少\n多,13800009924,a,b\n\u001a'
  const it = await bringIn(w.manager, 'customer', csv)
  expect(it.done.counts).toMatchObject({ read: 5, created: 3, failed: 2 })
  expect(await problemsOf(it.id)).toEqual([
    [5, ['import.raggedRow']],
    [6, ['import.raggedRow']],
  ])
})

test('days are read as spreadsheets and systems leave them; one that could be two days is refused as that', async () => {
  const days = ['45356', '2024-03-05T00:00:00+08:00', '2024/3/5 14:30', '2024-03-05 星期二', '3/5/2024', '24.3.5']
  const it = await bringIn(w.manager, 'contact', `姓名,生日\n${days.map((day, i) => `日${i},${day}`).join('\n')}\n`)
  expect(it.done.counts).toMatchObject({ created: 4, failed: 2 })
  const read = await w.manager.find(Contact, { name: { in: days.map((_, i) => `日${i}`) } })
  expect(new Set(read.map((c) => c.birthday))).toEqual(new Set(['2024-03-05']))
  const rows = await readProblemRows(w.manager, it.id, 0, 10)
  expect(rows.map((r) => [r.problems[0]!.code, r.problems[0]!.suggestion])).toEqual([
    ['import.eitherDay', undefined],
    ['field.notDate', '2024.3.5'],
  ])
})

test('a day that lost its format in a workbook that counts from 1904 is counted from there', async () => {
  const cell = (place: string, text: string) => `<c r="${place}" t="str"><v>${text}</v></c>`
  const header = `<row r="1">${cell('A1', '姓名')}${cell('B1', '生日')}</row>`
  const book = workbook(`${header}<row r="2">${cell('A2', '老苹果')}<c r="B2"><v>43894</v></c></row>`, {
    from1904: true,
  })
  const it = await bringIn(w.manager, 'contact', book)
  expect(it.done.counts).toMatchObject({ created: 1 })
  const [read] = await w.manager.find(Contact, { name: { in: ['老苹果'] } }, {})
  expect(read!.birthday).toBe('2024-03-05')
})

test('省, 市 and 区 are one address, whether the rest repeats them or not, and 姓 and 名 one person', async () => {
  const it = await bringIn(
    w.manager,
    'customer',
    `客户名称,省,市,区,详细地址
地一,广东,深圳,南山,科技园1号
地二,北京市,北京市,海淀区,中关村大街1号
地三,浙江省,杭州市,西湖区,杭州市西湖区文三路1号
地四,江苏省,南通市,,南通大道1号
`,
  )
  expect(it.done.counts).toMatchObject({ created: 4, failed: 0 })
  expect((await customers('地一', '地二', '地三', '地四')).map((c) => [c.name, c.address])).toEqual([
    ['地一', { region: '440305', detail: '科技园1号' }],
    ['地二', { region: '110108', detail: '中关村大街1号' }],
    ['地三', { region: '330106', detail: '文三路1号' }],
    ['地四', { region: '320600', detail: '南通大道1号' }],
  ])
  const people = await bringIn(
    w.manager,
    'contact',
    'Title,First Name,Middle Name,Last Name,Mobile Phone\n,小明,,欧阳,13800009931\nMs,Jane,,Doe,13800009932\n',
  )
  expect(people.done.counts).toMatchObject({ created: 2 })
  const found = await w.manager.find(Contact, { mobile: { in: ['13800009931', '13800009932'] } }, { sort: 'mobile' })
  expect(found.map((c) => c.name)).toEqual(['欧阳小明', 'Jane Doe'])
})

test('options are known in both languages, with any dash and any spaces', async () => {
  const it = await bringIn(
    w.manager,
    'customer',
    '客户名称,等级,规模,行业,客户类型\n选一,A级,20-99人,Machinery,Company\n选二,Ｂ 级,100～499 人,化 工,企业\n',
  )
  expect(it.done.counts).toMatchObject({ created: 2, failed: 0 })
  expect((await customers('选一', '选二')).map((c) => [c.level, c.size, c.industry, c.kind])).toEqual([
    ['A', 's2', 'machinery', 'company'],
    ['B', 's3', 'chemical', 'company'],
  ])
})

test('credit codes are read in groups and in lower case', async () => {
  const it = await bringIn(w.manager, 'customer', '客户名称,信用代码\n码一,9144 0300 1922 0382 16\n')
  expect(it.done.counts).toMatchObject({ created: 1, failed: 0 })
  expect((await customers('码一')).map((c) => c.creditCode)).toEqual(['914403001922038216'])
})

test('of several numbers in one cell the first is suggested, and a sum with too many digits is offered rounded', async () => {
  const csv = '客户名称,电话,年营业额\n多一,13800009941;0755-26501234,\n多二,,(300.125)\n'
  const it = await bringIn(w.manager, 'customer', csv)
  const rows = await readProblemRows(w.manager, it.id, 0, 10)
  expect(rows.map((r) => r.problems[0]!.suggestion)).toEqual(['13800009941', '-300.13'])
})
