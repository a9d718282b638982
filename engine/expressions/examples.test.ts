import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type Table, openTable, parse } from './both-ways.ts'

const full = {
  name: '深圳海川机电',
  note: '',
  stage: 'proposal',
  quantity: 3,
  amount: '1200.10',
  rate: '12.5',
  active: true,
  paid: false,
  due: '2026-01-31',
  signed: '2025-12-01',
  called: '2026-03-01T16:05:30.250Z',
  tags: ['重点', 'VIP'],
  owner: '0197f000-0000-7000-8000-000000000001',
  place: { region: '440300' },
}

let table: Table
beforeAll(async () => {
  table = await openTable(inject('databaseUrl'), [full, { name: null }])
})
afterAll(() => table?.close())

/** Expression, its value for a full record, its value for an empty one. */
const examples: readonly [string, unknown, unknown][] = [
  // Numbers are exact.
  ['amount * 0.1', '120.01', null],
  ['0.1 + 0.2', '0.3', '0.3'],
  ['amount * quantity * (1 - rate / 100)', '3150.2625', null],
  ['round(amount * 0.1, 1)', '120', null],
  ['round(2.5)', '3', '3'],
  ['round(-2.5)', '-3', '-3'],
  ['10 / 3', '3.333333', '3.333333'],
  ['-2 / 3', '-0.666667', '-0.666667'],
  ['2 / 3 * 3', '2.000001', '2.000001'],
  ['0.0000005 / 1', '0.000001', '0.000001'],
  ['quantity / 0', null, null],
  ['-7 % 3', '-1', '-1'],
  ['7.5 % 0.4', '0.3', '0.3'],
  ['floor(-1.2) + ceil(1.2) + abs(-3)', '3', '3'],
  ['min(quantity, 10, amount)', '3', '10'],
  ['max(quantity, amount)', '1200.1', null],
  ['coalesce(amount, 0) + 1', '1201.1', '1'],
  ['99999999999999999999 + 1', '100000000000000000000', '100000000000000000000'],

  // A missing value answers no, except to == and !=.
  ['amount > 1000', true, false],
  ['!(amount > 1000)', false, true],
  ['amount > null', false, false],
  ['amount == null', false, true],
  ['null != stage', true, false],
  ['stage == "proposal"', true, false],
  ['stage != "proposal"', false, true],
  ['!(stage == "proposal")', false, true],
  ['due == signed', false, true],
  ['amount == 1200.1', true, false],
  ['null == null', true, true],
  ['stage in ["won", "proposal"]', true, false],
  ['!(stage in ["won"])', true, true],
  ['"VIP" in tags', true, false],
  ['active', true, null],
  ['!active', false, true],
  ['active && !paid', true, false],
  ['active || paid', true, false],
  ['active == false', false, false],
  ['active ? "是" : "否"', '是', '否'],
  ['has(name) && !empty(amount)', true, false],
  ['empty(note)', true, true],
  ['note == ""', true, false],
  ['empty(tags) || empty(place)', false, true],
  ['place == null', false, true],

  // Text.
  ['name + "·" + stage', '深圳海川机电·proposal', '·'],
  ['"合计 " + text(amount)', '合计 1200.1', '合计 '],
  ['text(due) + text(active)', '2026-01-31true', ''],
  ['size(name)', '6', '0'],
  ['name.size() + size("😀")', '7', '1'],
  ['name.startsWith("深圳") && name.endsWith("机电")', true, false],
  ['contains(name, "海川")', true, false],
  ['contains(name, "")', true, false],
  ['lower("AbÄ") + upper("abß")', 'abÄABß', 'abÄABß'],
  ['\'单引号\' + "双\\"引号"', '单引号双"引号', '单引号双"引号'],
  ['coalesce(stage, "new")', 'proposal', 'new'],

  // Days are those of the workspace: it is already the 22nd in Shanghai.
  ['today()', '2026-11-22', '2026-11-22'],
  ['now()', '2026-11-21T17:30:00.000Z', '2026-11-21T17:30:00.000Z'],
  ['date(called)', '2026-03-02', null],
  ['text(called)', '2026-03-02 00:05', null],
  ['called', '2026-03-01T16:05:30.250Z', null],
  ['called < now()', true, false],
  ['date(called) > date("2026-03-01")', true, false],
  ['year(due) * 10000 + month(due) * 100 + day(due)', '20260131', null],
  ['month(called)', '3', null],
  ['daysBetween(signed, due)', '61', null],
  ['daysBetween(today(), called)', '-265', null],
  ['addDays(due, -31)', '2025-12-31', null],
  ['addMonths(due, 1)', '2026-02-28', null],
  ['addMonths(due, -25.9)', '2023-12-31', null],
  ['addDays(due, 1000000)', null, null],
  ['addMonths(due, 99999999999999999999)', null, null],
  ['max(due, signed)', '2026-01-31', null],
  ['due <= addDays(today(), 7)', true, false],

  // Lists.
  ['size(tags)', '2', '0'],
  ['tags.exists(t, t.startsWith("V"))', true, false],
  ['tags.all(t, t.size() > 1)', true, true],
  ['tags.filter(t, t != "VIP")', ['重点'], []],
  ['tags.map(t, lower(t))', ['重点', 'vip'], []],
  ['size(tags.filter(t, t in ["VIP", stage]))', '1', '0'],
  ['[quantity, 2].map(n, n * 1.5)', ['4.5', '3'], ['3']],
  ['[1, 2, null].all(n, n > 0)', true, true],

  ['owner == me()', true, false],
]

test.each(examples)('%s', async (source, forFull, forEmpty) => {
  const values = await table.run(parse(source))
  expect(values).toEqual({ js: [forFull, forEmpty], sql: [forFull, forEmpty] })
})

test('today is the day of the given zone', async () => {
  const expected = ['2026-11-21', '2026-11-21']
  expect(await table.run(parse('today()'), 'America/New_York')).toEqual({ js: expected, sql: expected })
})

test('a condition keeps the records for which it is true', async () => {
  expect(await table.where(parse('stage == "proposal"'))).toEqual([0])
  expect(await table.where(parse('!(stage == "won")'))).toEqual([0, 1])
  expect(await table.where(parse('!tags.exists(t, t == "VIP")'))).toEqual([1])
  expect(await table.where(parse('active'))).toEqual([0])
})
