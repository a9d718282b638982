import { beforeEach, expect, test } from 'vitest'
import { type AppError, createRecords, fillFields, type Language, updateRecords } from '#engine'
import { Customer } from '#modules/customers'
import { customized } from '#test/customized'
import { type Workspace, workspace } from '#test/workspace'

let w: Workspace
let c: ReturnType<typeof customized>
beforeEach(async () => {
  w = await workspace()
  c = customized(w)
})

const customers = (...names: string[]) =>
  createRecords(
    c.system(),
    c.object('customer'),
    names.map((name) => ({ name })),
  )
const read = (field: string) =>
  w.session
    .query<{ value: string | null }>(`select "${field}"::text as value from "${w.schema}".customer order by id`)
    .then((rows) => rows.map(({ value }) => value))
const add = (name: string, kind: string, options: object = {}) =>
  c.add({ object: 'customer', name, kind, label: name, options: options as never })

/** Where the company is. */
const thisYear = () => new Intl.DateTimeFormat('en', { timeZone: 'Asia/Shanghai', year: 'numeric' }).format()

test('a serial number that comes later numbers what is there in its order and goes on from it', async () => {
  await customers('甲', '乙', '丙')
  await add('code', 'serial', { pattern: 'K{yyyy}-{000}' })
  await customers('丁')
  const year = thisYear()
  expect(await read('x_code')).toEqual([null, null, null, `K${year}-001`])
  expect(await fillFields(c.system(), { settleSeconds: 0 })).toBe('look again')
  expect(await read('x_code')).toEqual([2, 3, 4, 1].map((n) => `K${year}-00${n}`))
  expect(await fillFields(c.system(), { settleSeconds: 0 })).toBe('done')
  await customers('戊')
  expect((await read('x_code')).at(-1)).toBe(`K${year}-005`)
})

test('a new rule for numbers never gives one again, whichever rule gave it first', async () => {
  await customers('甲', '乙')
  const year = thisYear()
  await c.standard('customer', 'number', { pattern: 'C{00000000}', reset: null })
  await customers('丙')
  await c.standard('customer', 'number', { pattern: `C${year}{0000}`, reset: null })
  await customers('丁')
  await c.standard('customer', 'number', { pattern: 'C{yyyy}{000000}', reset: null })
  await customers('戊')
  await c.standard('customer', 'number', { pattern: 'C{yy}{mm}{0000}', reset: 'month' })
  await customers('己')
  const numbers = await read('number')
  expect(new Set(numbers).size).toBe(6)
  // The third number is the successor of the greatest that the rule C{00000000} could have given.
  expect(numbers.slice(0, 3)).toEqual([`C${year}000001`, `C${year}000002`, `C${year}000003`])
  await expect(c.standard('customer', 'number', { pattern: '{mm}{0000}' })).rejects.toMatchObject({
    code: 'schema.numberHidden',
  })
  await expect(c.standard('customer', 'name', { pattern: '{0000}' })).rejects.toMatchObject({
    code: 'schema.notSerial',
  })
})

test('a name that is kept for the system is refused for just that, and what is suggested instead will do', async () => {
  for (const name of ['user', 'x_user', 'select', 'id', 'constructor']) {
    const bare = name.replace(/^x_/, '')
    const refused = await add(name, 'text').catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'schema.reservedName', field: 'name' })
    const said = ['zh-CN', 'en'].map((language) => (refused as AppError).say(language as Language))
    expect(said).toEqual([
      `标识“${bare}”留给系统使用,请换一个,例如“my_${bare}”`,
      `The name “${bare}” is kept for the system: choose another, such as “my_${bare}”`,
    ])
  }
  await expect(add('User', 'text')).rejects.toMatchObject({ code: 'schema.badName', field: 'name' })
  expect(await add('my_user', 'text')).toBe('x_my_user')
})

test('formulas may build on formulas but never on themselves', async () => {
  await add('half', 'formula', { expression: 'revenue / 2' })
  await add('quarter', 'formula', { expression: 'x_half / 2' })
  await expect(c.change('customer', 'x_half', { options: { expression: 'x_quarter * 2' } })).rejects.toMatchObject({
    code: 'schema.formulaCircle',
  })
  await expect(add('wrong', 'formula', { expression: 'nothing + 1' })).rejects.toMatchObject({
    code: 'expression.unknownName',
  })
})

test('a formula that others build on keeps its type, and under a roll-up it may not change by itself', async () => {
  const of = { object: 'opportunity', kind: 'formula', label: '折后' }
  await c.add({ ...of, name: 'net', options: { expression: 'amount * 0.9' } })
  const rollup = { of: 'opportunity', by: 'customer', measure: 'sum', field: 'x_net' }
  await add('net', 'rollup', { rollup })
  const change = (expression: string) => c.change('opportunity', 'x_net', { options: { expression } })
  await expect(change('name')).rejects.toMatchObject({ code: 'schema.inUse' })
  await expect(change('amount * day(today())')).rejects.toMatchObject({
    code: 'schema.rollupMoves',
    field: 'expression',
  })
  const [made] = await customers('甲')
  await createRecords(c.system(), c.object('opportunity'), [{ name: '商机', customer: made!.id, amount: '100' }])
  await fillFields(c.system(), { settleSeconds: 0 })
  expect(await read('x_net')).toEqual(['90.000'])
  await change('amount * 0.5')
  await fillFields(c.system(), { settleSeconds: 0 })
  expect(await read('x_net')).toEqual(['50.000'])
})

test.each([
  ['a list that does not lead here', { of: 'product', by: 'name', measure: 'count' }, 'schema.badRollupList'],
  ['the sum of texts', { of: 'contact', by: 'customer', measure: 'sum', field: 'name' }, 'schema.badRollupField'],
  ['a roll-up', { of: 'customer', by: 'parent', measure: 'sum', field: 'wonAmount' }, 'schema.badRollupField'],
  [
    'what changes by itself',
    { of: 'opportunity', by: 'customer', measure: 'count', where: 'expectedClose < today()' },
    'schema.rollupMoves',
  ],
])('a roll-up of %s is refused', async (_, rollup, code) => {
  await expect(add('figure', 'rollup', { rollup })).rejects.toMatchObject({ code })
})

test('a field cannot go out of use while something needs it, and its data comes back with it', async () => {
  await add('score', 'integer', { default: 3 })
  await add('double', 'formula', { expression: 'x_score * 2' })
  await customers('甲')
  await expect(c.change('customer', 'x_score', { retired: true })).rejects.toMatchObject({
    code: 'schema.inUse',
    details: { usages: [{ kind: 'formula', breaks: true }] },
  })
  await c.change('customer', 'x_double', { retired: true })
  await c.change('customer', 'x_score', { retired: true })
  await expect(c.change('customer', 'x_double', { retired: false })).rejects.toMatchObject({
    code: 'expression.unknownName',
  })
  await c.change('customer', 'x_score', { retired: false })
  expect(await read('x_score')).toEqual(['3'])
})

test('a default is a value of its field, and limits are in order', async () => {
  await expect(add('count', 'integer', { default: 'many' })).rejects.toMatchObject({ code: 'schema.badDefault' })
  await expect(add('count', 'integer', { min: 5, default: 3 })).rejects.toMatchObject({ code: 'schema.badDefault' })
  await expect(add('count', 'integer', { min: 5, max: 1 })).rejects.toMatchObject({ code: 'schema.badRange' })
})

test('a field becomes unique only when it is, and may stop being so', async () => {
  await add('plate', 'text')
  const [a, b] = await customers('甲', '乙')
  const set = (id: string, plate: string) =>
    updateRecords(c.system(), c.object('customer'), [{ id, patch: { x_plate: plate } }])
  await set(a!.id, '沪A1')
  await set(b!.id, '沪A1')
  await expect(c.change('customer', 'x_plate', { options: { unique: true } })).rejects.toMatchObject({
    code: 'schema.notUnique',
  })
  await set(b!.id, '沪A2')
  await c.change('customer', 'x_plate', { options: { unique: true } })
  await expect(set(b!.id, '沪A1')).rejects.toMatchObject({ code: 'record.duplicate' })
  await c.change('customer', 'x_plate', { options: { unique: null } })
  await set(b!.id, '沪A1')
})

test("a company's own rule holds for what is saved from then on, on its field and in its words", async () => {
  const [old] = await customers('甲')
  const rule = await c.rule('customer', {
    must: 'employees == null || employees >= 10',
    message: '只做十人以上的企业',
    messageEn: 'Ten people at least',
    field: 'employees',
  })
  const set = (employees: number) =>
    updateRecords(c.system(), c.object('customer'), [{ id: old!.id, patch: { employees } }])
  await expect(set(3)).rejects.toMatchObject({
    details: { problems: [{ field: 'employees', message: '只做十人以上的企业' }] },
  })
  await set(12)
  expect(rule.active).toBe(true)
  await add('each', 'formula', { expression: 'revenue / employees' })
  await c.rule('customer', { must: 'x_each == null || x_each > 10', message: '人均太低' })
  await expect(
    updateRecords(c.system(), c.object('customer'), [{ id: old!.id, patch: { revenue: '60' } }]),
  ).rejects.toMatchObject({ details: { problems: [{ message: '人均太低' }] } })
  await expect(c.rule('customer', { must: 'nobody > 1', message: '错' })).rejects.toMatchObject({
    code: 'expression.unknownName',
  })
})

test('what a company called a field of the product is its name everywhere', async () => {
  await c.standard('customer', 'level', { label: '客户分级', labelEn: 'Grade' })
  expect(c.object('customer').fields.get('level')!.label).toEqual({ 'zh-CN': '客户分级', en: 'Grade' })
  expect(c.object('customer').fields.get('number')!.field.options.pattern).toBe('C{yyyy}{000000}')
  expect(await w.sales.create(Customer, { name: '甲', level: 'A' })).toMatchObject({ level: 'A' })
})
