import fc from 'fast-check'
import type { Sample } from './both-ways.ts'

/** For tests: random records and random expressions that are right by construction. */

const words = ['', 'a', 'VIP', 'vip', '海川', '海川机电', '😀b', "O'Neil", '100%', 'a\\b', '-1']
const decimals = [
  '0',
  '0.00',
  '1',
  '-1',
  '2.5',
  '-2.5',
  '0.01',
  '12.345',
  '-0.005',
  '3',
  '7',
  '1200.10',
  '99999999999999.99',
]
const dates = ['2024-02-29', '2025-12-31', '2026-01-01', '2026-01-31', '2026-11-21', '1900-01-01', '2999-12-31']
const times = [
  '2026-03-01T15:59:59.999Z',
  '2026-03-01T16:00:00.000Z',
  '1988-07-01T15:30:00.000Z',
  '2026-11-21T17:30:00.000Z',
  '2025-12-31T23:59:59.001Z',
]
const owners = ['0197f000-0000-7000-8000-000000000001', '0197f000-0000-7000-8000-000000000002']

const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { freq: 4 })

/** Any record, with fields missing. */
export const records: fc.Arbitrary<Sample> = fc.record({
  name: maybe(words),
  note: maybe(words),
  stage: maybe(['new', 'won', 'lost', 'vip']),
  quantity: maybe([0, 1, -1, 3, 2_147_483_647]),
  amount: maybe(decimals.filter((number) => !/\.\d{3}/.test(number))),
  rate: maybe(decimals),
  active: maybe([true, false]),
  paid: maybe([true, false]),
  due: maybe(dates),
  signed: maybe(dates),
  called: maybe(times),
  visited: maybe(times),
  tags: maybe([[], ['VIP'], ['vip', 'a'], ['海川', '海川', 'b']]),
  owner: maybe(owners),
  place: maybe([{}, { region: '440300' }]),
})

type Source = fc.Arbitrary<string>
const oneOf = (...sources: readonly string[]): Source => fc.constantFrom(...sources)
const quoted: Source = oneOf(...words.map((word) => JSON.stringify(word)))

/** Puts sources together as a template does. */
const join = (parts: TemplateStringsArray, ...holes: readonly Source[]): Source =>
  fc.tuple(...holes).map((sources) => String.raw({ raw: parts }, ...sources))

type Shapes = Record<'number' | 'text' | 'flag' | 'date' | 'time' | 'list' | 'item', string>

const shapes = fc.letrec((tie: fc.LetrecTypedTie<Shapes>): fc.LetrecValue<Shapes> => {
  const [number, text, flag] = [tie('number'), tie('text'), tie('flag')]
  const [date, time, list] = [tie('date'), tie('time'), tie('list')]
  /** The first is where depth ends. */
  const arm = (...sources: readonly Source[]) => fc.oneof({ maxDepth: 4, depthSize: 'small' }, ...sources)
  const each = (type: Source) => join`(${flag} ? ${type} : ${type})`
  const day = fc.oneof(date, time)
  const any = fc.oneof(number, text, flag, date, time)
  const compare = oneOf('<', '<=', '>', '>=', '==', '!=')
  return {
    number: arm(
      fc.oneof(oneOf('quantity', 'amount', 'rate', 'null'), oneOf('0', '1', '2', '0.1', '100', '2.675', '0.0000005')),
      join`(${number} ${oneOf('+', '-', '*', '/', '%')} ${number})`,
      join`-${number}`,
      join`${oneOf('abs', 'floor', 'ceil', 'round')}(${number})`,
      join`round(${number}, ${oneOf('0', '1', '2', '6')})`,
      join`${oneOf('min', 'max', 'coalesce')}(${number}, ${number}, ${number})`,
      join`size(${fc.oneof(text, list)})`,
      join`${oneOf('year', 'month', 'day')}(${day})`,
      join`daysBetween(${day}, ${date})`,
      each(number),
    ),
    text: arm(
      fc.oneof(oneOf('name', 'note', 'stage', 'owner', 'me()', 'null'), quoted),
      join`("" + ${text} + ${text})`,
      join`${oneOf('lower', 'upper', 'text')}(${text})`,
      join`text(${any})`,
      join`coalesce(${text}, ${text})`,
      each(text),
    ),
    flag: arm(
      oneOf('active', 'paid', 'true', 'false', 'null', 'empty(place)', 'place == null'),
      join`(${number} ${compare} ${number})`,
      join`(${date} ${compare} ${date})`,
      join`(${time} ${compare} ${time})`,
      join`(${text} ${oneOf('==', '!=')} ${text})`,
      join`(${flag} ${oneOf('&&', '||', '==', '!=')} ${flag})`,
      join`!${flag}`,
      join`(${any} ${oneOf('==', '!=')} null)`,
      join`${oneOf('has', 'empty')}(${fc.oneof(any, list)})`,
      join`${oneOf('contains', 'startsWith', 'endsWith')}(${text}, ${text})`,
      join`(${text} in ${list})`,
      join`(${number} in [${number}, 1, ${number}])`,
      join`${list}.${oneOf('exists', 'all')}(x, ${tie('item')})`,
      join`[${number}, 0].${oneOf('exists', 'all')}(x, x ${compare} amount)`,
      each(flag),
    ),
    date: arm(
      oneOf('due', 'signed', 'today()', 'date("2026-01-01")', 'null'),
      join`date(${day})`,
      join`${oneOf('addDays', 'addMonths')}(${date}, ${number})`,
      join`${oneOf('min', 'max', 'coalesce')}(${date}, ${date})`,
      each(date),
    ),
    time: arm(
      oneOf('called', 'visited', 'now()', 'null'),
      join`${oneOf('min', 'max', 'coalesce')}(${time}, ${time})`,
      each(time),
    ),
    list: arm(
      oneOf('tags', '["VIP"]', '["a", name]'),
      join`["b", ${text}]`,
      join`${oneOf('tags', '[name, "VIP"]')}.filter(x, ${tie('item')})`,
      join`${oneOf('tags', '["a", stage]')}.map(x, ${oneOf('x', 'lower(x)', 'x + name', 'text(size(x))', 'x == "a" ? null : x')})`,
    ),
    /** A flag about the element x of a loop; loops do not nest. */
    item: fc.oneof(
      oneOf(
        'x == name',
        'x != stage',
        'x.contains("a")',
        'size(x) > quantity',
        'active',
        'x in ["VIP", note]',
        'has(x)',
      ),
      oneOf('!(x == name)', 'x.startsWith(name)', '!x.endsWith(name)', 'quantity > 0 || paid'),
    ),
  }
})

/** Any well-typed expression, as it is written. */
export const expressions: Source = fc.oneof(
  shapes.number,
  shapes.text,
  shapes.flag,
  shapes.flag,
  shapes.date,
  shapes.time,
  shapes.list,
)
