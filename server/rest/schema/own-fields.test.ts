import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, openServer, type TestServer } from '#test/server'
import { uploadTo } from '#test/upload'

let s: TestServer
let object: string
let id: string
/** What the record holds in a field of each kind. */
const values: Record<string, unknown> = {}

beforeAll(async () => {
  s = await openServer()
  const contact = (await s.admin.call('POST', '/records/contact', { name: '张三' })).body.id
  const product = (await s.admin.call('POST', '/records/product', { name: '泵车', code: 'P1' })).body.id
  const file = (await uploadTo(s.url, s.admin, '合同.txt', '合同')).body.id
  const choices = { options: { a: '甲', b: '乙' }, optionsEn: { a: 'First' } }
  const kinds: Record<string, readonly [options: object, value?: unknown]> = {
    text: [{ search: true, unique: true }, '一号'],
    longText: [{ search: true }, '一\n二'],
    richText: [{ search: true }, '<p>富</p>'],
    integer: [{ min: 0, index: true }, 3],
    decimal: [{ scale: 3 }, '1.5'],
    money: [{}, '12.50'],
    percent: [{}, '12.5'],
    flag: [{}, true],
    date: [{ index: true }, '2026-03-31'],
    datetime: [{}, '2026-03-31T08:00:00.000Z'],
    choice: [{ ...choices, colors: { a: 'green' }, default: 'b' }, 'a'],
    multiChoice: [choices, ['a', 'b']],
    tags: [{ index: true }, ['重点']],
    phone: [{ search: true }, '+8613800138000'],
    email: [{ search: true }, 'a@example.com'],
    url: [{}, 'https://example.com/'],
    address: [{}, { region: '310115', detail: '张江' }],
    user: [{}, s.amy.id],
    department: [{}, s.departments['north']],
    ref: [{ to: 'contact' }, contact],
    refs: [{ to: 'product' }, [product]],
    relatedTo: [{ to: ['contact', 'lead'] }, { object: 'contact', id: contact }],
    file: [{}, [file]],
    serial: [{ pattern: 'T-{00}' }],
    formula: [{ expression: 'x_k_integer * 2' }],
  }
  const fields = Object.entries(kinds).map(([kind, [options]]) => ({
    name: `k_${kind.toLowerCase()}`,
    kind,
    label: kind,
    options,
  }))
  const made = await s.admin.call('POST', '/schema/objects', { name: 'sample', label: '样本', fields })
  object = made.body.name
  for (const [kind, [, value]] of Object.entries(kinds))
    if (value !== undefined) values[`x_k_${kind.toLowerCase()}`] = value
  const record = await s.admin.call('POST', `/records/${object}`, { name: '第一条', ...values })
  if (record.status !== 201) throw new Error(made.text + record.text)
  id = record.body.id
  for (const kind of ['serial', 'formula']) values[`x_k_${kind}`] = record.body[`x_k_${kind}`]
})
afterAll(() => s?.close())

const fieldsFor = async (who: Client): Promise<any[]> =>
  (await who.call('GET', '/meta')).body.objects.find((one: any) => one.name === object).fields
const search = (query: string) => s.admin.call('GET', `/records/${object}?${query}`)
const filter = (asked: object) => search(`filter=${encodeURIComponent(JSON.stringify(asked))}`)

/** A test that the value passes. */
const passing = (kind: string, operator: string, value: any): unknown => {
  if (operator === 'empty') return false
  if (operator === 'within') return kind === 'address' ? '3101' : { last: 9, unit: 'year' }
  if (operator === 'between') return [value, value]
  if (operator === 'in') return [value]
  if (['contains', 'startsWith', 'endsWith'].includes(operator))
    return kind === 'richText' ? '富' : String(value).slice(0, 2)
  return value
}
const opposite = new Set(['ne', 'notIn', 'lt', 'gt', 'hasNone', 'endsWith'])

test('every kind of field is added, filled in and read back, in the reader’s language', async () => {
  const { body } = await s.admin.call('GET', `/records/${object}/${id}`)
  expect(body).toMatchObject({ ...values, x_k_serial: expect.stringMatching(/^T-\d\d$/), x_k_formula: '6' })
  const meta = (await s.admin.call('GET', '/meta', undefined, { 'accept-language': 'en' })).body
  const fields = meta.objects.find((one: any) => one.name === object).fields
  const { options } = fields.find((one: any) => one.name === 'x_k_choice')
  expect(options[0]).toEqual({ value: 'a', label: 'First', color: 'green' })
})

test('each kind that a company adds is found by whatever its filter offers, sorted by where the list says so', async () => {
  const own = (await fieldsFor(s.admin)).filter(({ custom }) => custom)
  expect(own).toHaveLength(25)
  let asked = 0
  for (const { name, kind, filter: operators, sortable } of own) {
    expect(operators.length, kind).toBeGreaterThan(0)
    for (const operator of operators.filter((one: string) => !opposite.has(one))) {
      const found = await filter({ [name]: { [operator]: passing(kind, operator, values[name]) } })
      expect({ kind, operator, found: found.body.data?.length, text: found.status === 200 ? '' : found.text }).toEqual({
        kind,
        operator,
        found: 1,
        text: '',
      })
      asked++
    }
    expect((await search(`sort=${name}`)).status, kind).toBe(sortable ? 200 : 422)
  }
  expect(asked).toBeGreaterThan(80)
  expect((await search('q=13800138000')).body.data).toHaveLength(1)
  expect((await search(`q=${encodeURIComponent('一号')}`)).body.data).toHaveLength(1)
})

test('what is exported of fields of every kind is imported again as it was', async () => {
  const asked = await s.admin.call('POST', '/exports', { object, format: 'csv' })
  const exported = async () => (await s.admin.call('GET', `/exports/${asked.body.id}`)).body.status
  await expect.poll(exported).toBe('done')
  const csv = (await s.admin.call('GET', `/exports/${asked.body.id}/file`)).text
  // As a new record: the id and the numbers that the engine gives stay behind, and so does what only one may have.
  const content = csv
    .replace(/^\ufeff?记录标识,/, '旧标识,')
    .replace(',编号,', ',旧编号,')
    .replace(',serial', ',旧')
    .replace('一号', '二号')
  const response = await fetch(`${s.url}/api/v1/imports?object=${object}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': 'a.csv', cookie: s.admin.cookie },
    body: content,
  })
  const { id: file } = (await response.json()) as { id: string }
  const status = async () => (await s.admin.call('GET', `/imports/${file}`)).body
  await s.admin.call('POST', `/imports/${file}/check`)
  await expect.poll(async () => (await status()).status).toBe('checked')
  expect((await status()).counts).toMatchObject({ created: 1, failed: 0 })
  await s.admin.call('POST', `/imports/${file}/start`)
  await expect.poll(async () => (await status()).status).toBe('done')
  const [made] = (await filter({ x_k_text: '二号' })).body.data
  const { x_k_file: _, x_k_serial: __, ...kept } = values
  expect(made).toMatchObject({ ...kept, x_k_text: '二号' })
})

test('a field that goes out of use is gone from all ways in and out, and comes back with what it held', async () => {
  const names = ['x_k_choice', 'x_k_refs', 'x_k_formula']
  const change = async (name: string, verb: string) =>
    expect((await s.admin.call('POST', `/schema/objects/${object}/fields/${name}/${verb}`)).status).toBe(200)
  for (const name of names) await change(name, 'retire')
  for (const name of names) {
    expect((await filter({ [name]: { empty: false } })).body).toMatchObject({ code: 'request.unknownField' })
    expect((await search(`fields=${name}`)).status).toBe(422)
    const set = await s.admin.call('PATCH', `/records/${object}/${id}`, { [name]: null }, { 'if-match': '*' })
    expect(set.status).toBe(422)
  }
  const { text } = await s.admin.call('GET', '/openapi.json')
  const record = await s.admin.call('GET', `/records/${object}/${id}`)
  const history = await s.admin.call('GET', `/records/${object}/${id}/history`)
  for (const name of names)
    for (const place of [text, record.text, history.text, JSON.stringify(await fieldsFor(s.admin))])
      expect(place).not.toContain(`"${name}"`)
  for (const name of names) await change(name, 'restore')
  expect((await s.admin.call('GET', `/records/${object}/${id}`)).body).toMatchObject(values)
  expect((await s.admin.call('GET', '/openapi.json')).text).toContain('"x_k_refs"')
})

test('a field of the company’s own is hidden from a role like any other', async () => {
  await s.admin.call('PATCH', `/records/${object}/${id}`, { owner: s.amy.id }, { 'if-match': '*' })
  const role = s.roles.get('sales')
  const rights = (await s.admin.call('GET', `/roles/${role}/rights`)).body
  const grant = { ...rights.grants[object], fields: { x_k_money: 'hidden', x_k_phone: 'masked' } }
  const grants = { ...rights.grants, [object]: grant }
  const put = await s.admin.call('PUT', `/roles/${role}/rights`, { grants, abilities: rights.abilities })
  expect(put.status, put.text).toBe(200)
  const { body } = await s.amy.call('GET', `/records/${object}/${id}`)
  expect(body).toMatchObject({ x_k_phone: '138****8000', x_k_integer: 3 })
  expect(body).not.toHaveProperty('x_k_money')
  expect((await fieldsFor(s.amy)).map(({ name }) => name)).not.toContain('x_k_money')
  const sorted = await s.amy.call('GET', `/records/${object}?sort=x_k_money`)
  expect(sorted.body.code).toBe('request.unknownField')
})
