import { beforeAll, expect, test } from 'vitest'
import { decideRow, failedCsv, readHistory, readProblemRows } from '#engine'
import { Contact, Customer } from '#modules/customers'
import { Opportunity, Pipeline, Stage } from '#modules/sales'
import { bringIn, fileOf, importing } from '#test/importing'
import { type Workspace, workspace } from '#test/workspace'

let w: Workspace
beforeAll(async () => {
  w = await workspace()
})

const problemsOf = async (id: string) =>
  (await readProblemRows(w.manager, id, 0, 100)).map((r) => [r.number, r.problems.map((p) => p.code)])

test('a Chinese customer list comes in as it is, and each record knows which import it came by', async () => {
  const csv = `公司名称,联系电话,行业,客户等级,年营业额(元),业务员,备用1
华精精密,138 1234 2201,装备制造,A 级,"1,860,000.00",manager,x
恒信化工,021-60861234,化工,B,¥5万,sales@example.com,y
`
  const it = await bringIn(w.manager, 'customer', csv)
  expect(it.done.settings.mapping.map((m) => m.field)).toEqual([
    'name',
    'phone',
    'industry',
    'level',
    'revenue',
    'owner',
  ])
  expect(it.done).toMatchObject({ status: 'done', counts: { read: 2, created: 2, updated: 0, skipped: 0, failed: 0 } })
  const [one, two] = await w.manager.find(Customer, { name: { in: ['华精精密', '恒信化工'] } }, { sort: 'name' })
  expect(two).toMatchObject({
    name: '华精精密',
    phone: '+8613812342201',
    industry: 'machinery',
    level: 'A',
    revenue: '1860000.00',
    owner: w.manager.actor.id,
  })
  expect(one).toMatchObject({
    phone: '+862160861234',
    industry: 'chemical',
    level: 'B',
    revenue: '50000.00',
    owner: w.sales.actor.id,
  })
  const history = await readHistory(w.manager, w.manager.object('customer'), two!.id, {})
  expect(history.data[0]).toMatchObject({ op: 'create', via: 'import', request: it.id })
})

test('a check goes through every row and writes nothing; each problem names row, column and a cell that would do', async () => {
  const csv = `客户名称,电话,年营业额,等级\n甲一,1381234220,1,A\n,13812342202,1,A\n乙一,13812342203,"12,0000",特级\n丙一,13812342204,3,C\n`
  const it = await importing(w.manager, 'customer', fileOf(csv))
  const checked = await it.check()
  expect(checked.counts).toMatchObject({ read: 4, created: 1, failed: 3 })
  const rows = await readProblemRows(w.manager, it.id, 0, 10)
  expect(rows.map((r) => [r.number, r.problems.map((p) => [p.column, p.code, p.suggestion])])).toEqual([
    [2, [[1, 'field.notPhone', undefined]]],
    [3, [[undefined, 'field.required', undefined]]],
    [
      4,
      [
        [2, 'field.notNumber', '120000'],
        [3, 'field.notChoice', undefined],
      ],
    ],
  ])
  expect(checked.summary!.values).toContainEqual({ column: 3, value: '特级', count: 1 })
  expect(await w.manager.find(Customer, { name: { in: ['甲一', '乙一', '丙一'] } })).toEqual([])
})

test('the rows that failed come back as a file with the reason behind them, which can be mended and uploaded again', async () => {
  const it = await bringIn(w.manager, 'customer', '客户名称,电话,备注\n丁一,123,"=1+1, ""x"""\n丁二,13812340002,\n')
  expect(it.done.counts).toMatchObject({ created: 1, failed: 1 })
  const lines: string[] = []
  for await (const line of failedCsv(w.manager, it.done, 'zh-CN')) lines.push(line)
  expect(lines[0]).toBe('\uFEFF客户名称,电话,备注,原因\r\n')
  expect(lines[1]).toMatch(/^丁一,123,"'=1\+1, ""x""","电话:不是有效的电话号码/)
  const again = await bringIn(w.manager, 'customer', lines.join('').replace('123,', '13812340001,'))
  expect(again.done.counts).toMatchObject({ read: 1, created: 1 })
  expect(await w.manager.find(Customer, { name: '丁一' })).toMatchObject([{ remark: '=1+1, "x"' }])
})

test.each([
  ['skip', { created: 1, updated: 0, skipped: 1 }, { level: 'C', remark: '旧' }],
  ['fill', { created: 1, updated: 1, skipped: 0 }, { level: 'C', remark: '旧', revenue: '7.00' }],
  ['overwrite', { created: 1, updated: 1, skipped: 0 }, { level: 'A', remark: '新', revenue: '7.00' }],
  ['create', { created: 2, updated: 0, skipped: 0 }, { level: 'C', remark: '旧' }],
] as const)('of a customer that is there, “%s” leaves what it says', async (policy, counts, expected) => {
  const name = `同名 ${policy}`
  const { id } = await w.manager.create(Customer, { name, level: 'C', remark: '旧' })
  const it = await bringIn(w.manager, 'customer', `客户名称,等级,备注,年营业额\n${name},A,新,7\n${name} 新,B,,\n`, {
    policy,
  })
  expect(it.checked.counts).toMatchObject(counts)
  expect(it.done.counts).toMatchObject({ read: 2, failed: 0, ...counts })
  expect(await w.manager.get(Customer, id)).toMatchObject(expected)
})

test('“ask” leaves the rows that are there until the person said what is to become of each', async () => {
  const { id } = await w.manager.create(Customer, { name: '问一下', level: 'C' })
  const it = await importing(w.manager, 'customer', fileOf('客户名称,等级\n问一下,A\n没有过,B\n'))
  await it.set({ policy: 'ask' })
  expect((await it.check()).counts).toMatchObject({ created: 1, failed: 1 })
  expect((await readProblemRows(w.manager, it.id, 0, 9))[0]).toMatchObject({ number: 2, status: 'ask', twins: [id] })
  await decideRow(w.manager, it.id, 2, { decision: 'overwrite' })
  expect((await it.check()).counts).toMatchObject({ created: 1, updated: 1, failed: 0 })
  expect((await it.run()).counts).toMatchObject({ created: 1, updated: 1, failed: 0 })
  expect(await w.manager.get(Customer, id)).toMatchObject({ level: 'A' })
})

test('rows of the file that are the same record meet each other, in one lot and over several', async () => {
  const rows = Array.from({ length: 1_500 }, (_, i) => `同一批${i % 1_499},${i}`)
  const it = await bringIn(w.manager, 'customer', `客户名称,备注\n${rows.join('\n')}\n同一批7,最后\n`, {
    policy: 'overwrite',
  })
  const counts = { read: 1_501, created: 1_499, updated: 2, failed: 0 }
  expect(it.checked.counts).toMatchObject(counts)
  expect(it.checked.summary).toMatchObject({ repeated: 2 })
  expect(it.done.counts).toMatchObject(counts)
  expect(await w.manager.find(Customer, { name: '同一批7' })).toMatchObject([{ remark: '最后' }])
})

test('two rows that are one record by different keys are both found sound by the check, and come in one after the other', async () => {
  const { id } = await w.manager.create(Customer, { name: '两把钥匙', phone: '13812346001' })
  const it = await bringIn(w.manager, 'customer', '客户名称,电话,备注\n两把钥匙,,先\n换了名字,13812346001,后\n', {
    policy: 'overwrite',
  })
  const counts = { read: 2, updated: 2, failed: 0 }
  expect(it.checked.counts).toMatchObject(counts)
  expect(it.done.counts).toMatchObject(counts)
  expect(await w.manager.get(Customer, id)).toMatchObject({ name: '换了名字', remark: '后' })
})

test('a unique code that a record has, seen or unseen, or an earlier row, stands in the way of its row alone', async () => {
  await w.southSales.create(Customer, { name: '南方的', creditCode: '91350100M000100Y43' })
  const csv =
    '客户名称,统一社会信用代码\n北一,91350100M000100Y43\n北二,91310000MA1FL0GF1X\n北三,91310000MA1FL0GF1X\n北四,\n'
  const it = await bringIn(w.manager, 'customer', csv, { policy: 'create' })
  expect(it.checked.counts!.failed).toBe(it.done.counts!.failed)
  const codes = new Map((await problemsOf(it.id)) as [number, string[]][])
  expect(codes.get(2)).toEqual(['record.duplicate'])
  expect(it.done.counts!.created).toBe(4 - codes.size)
  expect(JSON.stringify(await readProblemRows(w.manager, it.id, 0, 9))).not.toContain('南方的')
})

test('references are found by number, unique field or title; what is not there or is there twice is said', async () => {
  const customer = await w.manager.create(Customer, { name: '引用客户' })
  await w.manager.create(Customer, { name: '重名客户' })
  await w.manager.create(Customer, { name: '重名客户' })
  const csv = `姓名,所属客户,手机\n王一,引用客户,13900000001\n王二,${customer.number},13900000002\n王三,重名客户,13900000003\n王四,不存在,13900000004\n`
  const it = await bringIn(w.manager, 'contact', csv)
  expect(it.done.counts).toMatchObject({ created: 2, failed: 2 })
  expect(await problemsOf(it.id)).toEqual([
    [4, ['import.severalRecords']],
    [5, ['import.noSuchRecord']],
  ])
  expect((await w.manager.find(Contact, { name: { in: ['王一', '王二'] } })).map((c) => c.customer)).toEqual([
    customer.id,
    customer.id,
  ])
})

test('a cell can be given a meaning: stages of another system become ours, and the outcome follows', async () => {
  const pipeline = await w.system.create(Pipeline, { name: '流程', position: 0 })
  for (const [i, [name, outcome]] of (
    [
      ['接触', 'open'],
      ['赢单', 'won'],
      ['输单', 'lost'],
    ] as const
  ).entries())
    await w.system.create(Stage, { pipeline: pipeline.id, name, position: i, probability: '50', outcome })
  const csv =
    'opportunity_id,商机名称,deal_stage,close_value,close_date\n1C1I7A6R,甲单,Won,1054,2017-03-01\nZ063OYW0,乙单,Lost,0,3/21/2017\nEC4QE1BX,丙单,Engaging,,\n'
  const it = await importing(w.manager, 'opportunity', fileOf(csv))
  const { settings } = await it.now()
  expect(settings.mapping.map((m) => m.field)).toEqual(['externalId', 'name', 'stage', 'amount', 'closedOn'])
  const values = { Won: '赢单', Lost: '输单', Engaging: '接触' }
  await it.set({ mapping: settings.mapping.map((m) => (m.field === 'stage' ? { ...m, values } : m)) })
  expect((await it.check()).counts).toMatchObject({ created: 3, failed: 0 })
  await it.run()
  const found = await w.manager.find(Opportunity, { name: { in: ['甲单', '乙单', '丙单'] } })
  expect(new Set(found.map((o) => `${o.name} ${o.outcome} ${o.amount} ${o.closedOn}`))).toEqual(
    new Set(['甲单 won 1054.00 2017-03-01', '乙单 lost 0.00 2017-03-21', '丙单 open null null']),
  )
})

test('a row of the wrong number of cells is refused instead of read into the wrong columns', async () => {
  const it = await bringIn(w.manager, 'customer', '客户名称,地址,备注\n甲,上海市,好\n乙,上海市,浦东,坏\n丙,北京市\n')
  expect(await problemsOf(it.id)).toEqual([
    [3, ['import.raggedRow']],
    [4, ['import.raggedRow']],
  ])
  expect(it.done.counts).toMatchObject({ created: 1, failed: 2 })
})

test('a subsidiary may stand before its parent: rows that refer to each other are linked when all are in', async () => {
  const csv = '客户名称,上级客户\n子公司一,集团\n集团,\n子公司二,集团\n孤儿,从来没有\n'
  const it = await bringIn(w.manager, 'customer', csv)
  expect(it.checked.counts).toMatchObject({ read: 4, created: 3, failed: 1 })
  expect(it.done.counts).toMatchObject({ read: 4, created: 3, failed: 1 })
  const [group] = await w.manager.find(Customer, { name: '集团' })
  expect((await w.manager.find(Customer, { name: { in: ['子公司一', '子公司二'] } })).map((c) => c.parent)).toEqual([
    group!.id,
    group!.id,
  ])
  expect(await problemsOf(it.id)).toEqual([[5, ['import.noSuchRecord']]])
})

test('a row whose parent does not come in after all is saved, counted once among those with problems, and says what is missing', async () => {
  const csv = '客户名称,上级客户,电话\n等集团的,没来的集团,\n没来的集团,,不是电话\n甲圈,乙圈,\n乙圈,甲圈,\n'
  const it = await bringIn(w.manager, 'customer', csv)
  expect(it.done.counts).toEqual({ read: 4, created: 1, updated: 0, skipped: 0, unchanged: 0, failed: 3 })
  const problems = await readProblemRows(w.manager, it.id, 0, 10)
  expect(problems.map((p) => [p.number, p.status, ...p.problems.map((x) => x.message)])).toEqual([
    [2, 'failed', '这一行照样保存,只有“上级客户”填不上:没有找到客户“没来的集团”,或你无权查看'],
    [3, 'failed', expect.stringContaining('不是有效的电话号码')],
    [5, 'failed', expect.stringMatching(/^这一行照样保存,只有“上级客户”填不上:上级客户不能是自己/)],
  ])
  const saved = await w.manager.find(Customer, { name: { in: ['等集团的', '甲圈', '乙圈'] } })
  expect(new Map(saved.map((c) => [c.name, c.parent !== null]))).toEqual(
    new Map([
      ['等集团的', false],
      ['甲圈', true],
      ['乙圈', false],
    ]),
  )
})

test('a company is found however its name is written, if the key says so; one of another place is another company', async () => {
  const { id } = await w.manager.create(Customer, { name: '上海相近科技有限公司', level: 'C' })
  const csv = '客户名称,等级\n相近科技（上海）股份有限公司,A\n北京相近科技有限公司,B\n北京市相近科技(集团)有限公司,D\n'
  const it = await bringIn(w.manager, 'customer', csv, { policy: 'overwrite', match: [['name'], ['name~']] })
  const counts = { read: 3, created: 1, updated: 2, failed: 0 }
  expect(it.checked.counts).toMatchObject(counts)
  expect(it.done.counts).toMatchObject(counts)
  expect(await w.manager.get(Customer, id)).toMatchObject({ level: 'A', name: '相近科技（上海）股份有限公司' })
  expect(await w.manager.find(Customer, { name: { in: ['北京市相近科技(集团)有限公司'] } })).toMatchObject([
    { level: 'D' },
  ])
})

test('what an import writes is what a form would have written: numbers, department, lists, search and history', async () => {
  const tags = ['重点', 'a"b\\c', '{x}']
  const one = await w.manager.create(Customer, {
    name: '一样的',
    tags,
    address: { region: '310115', detail: '一路 1 号' },
  })
  const csv = `客户名称,标签,地址\n一样的,"${tags.join('、').replaceAll('"', '""')}",上海市浦东新区一路 1 号\n`
  await bringIn(w.manager, 'customer', csv, { policy: 'create' })
  const rows = await w.session.query<{ number: string; row: unknown; tokens: number; logged: unknown }>(
    `select number, to_jsonb(c) - array['id', 'number', 'createdAt', 'updatedAt', '$tokens'] as row, cardinality("$tokens") as tokens,
       (select new - 'number' from "${w.schema}".change h where h.record = c.id) as logged
     from "${w.schema}".customer c where name = '一样的' order by number`,
  )
  expect(rows.map(({ number }) => Number(number.slice(1)) - Number(one.number!.slice(1)))).toEqual([0, 1])
  const [first, second] = rows.map(({ row, tokens, logged }) => ({ row, tokens, logged }))
  expect(second).toEqual(first)
})
