import { beforeAll, expect, test } from 'vitest'
import { creditCode } from '#shared/credit-code'
import { parsePhone } from '#shared/phone'
import { eraOf, tell } from './story.ts'
import { staff } from './staff.ts'
import type { Step } from './step.ts'

const setting = (today = '2026-11-20') => ({
  era: eraOf(today),
  zone: 'Asia/Shanghai',
  openStages: { main: 4, spares: 2 },
  taken: new Set<string>(),
  sellers: 3,
  nameOf: () => '某人',
})

let steps: readonly Step[]
beforeAll(() => {
  steps = [...tell('test', { customers: 400, leads: 300, sellers: 3 }, setting())].flat()
})

test('nothing is spoken of before it exists, and time only goes forward', () => {
  const known = new Set<string>()
  let day = ''
  const refs = (value: unknown): string[] =>
    typeof value === 'object' && value !== null
      ? '$ref' in value
        ? [String(value.$ref)]
        : Object.values(value).flatMap(refs)
      : []
  const strangers: string[] = []
  for (const step of steps) {
    if (step.day < day) strangers.push(`${step.key} goes back in time`)
    day = step.day
    const given = /^(user|product|stage|pipeline)\./
    strangers.push(...refs(step.values).filter((key) => !given.test(key) && !known.has(key)))
    const makes = step.kind.startsWith('new')
    if (!makes && !known.has(step.key)) strangers.push(step.key)
    if (makes) known.add(step.key)
    if (step.kind === 'convertLead')
      for (const part of ['customer', 'contact', 'opportunity']) known.add(`${step.key}.${part}`)
  }
  expect(strangers).toEqual([])
})

test('nothing lies in the future', () => {
  expect(steps.filter((step) => step.day >= '2026-11-20')).toEqual([])
})

test.each(['2026-01-01', '2026-10-08', '2026-03-01', '2027-02-28', '2028-02-29'])(
  'the story can be told on %s',
  (today) => {
    const told = [...tell('test', { customers: 60, leads: 60, sellers: 2 }, setting(today))].flat()
    expect(told.filter((step) => step.day >= today || step.day < eraOf(today).first)).toEqual([])
    expect(told.length).toBeGreaterThan(500)
  },
)

test('a deal won or lost says so in its last step, and an open one never does', () => {
  const moves = Map.groupBy(
    steps.filter((s) => s.kind === 'moveOpportunity'),
    (s) => s.key,
  )
  for (const [, own] of moves) {
    const to = own.map((s) => (s.values['stage'] as { $ref: string }).$ref.split('.')[2])
    const closed = to.findIndex((stage) => stage === 'won' || stage === 'lost')
    expect([-1, to.length - 1]).toContain(closed)
    expect(new Set(own.map((s) => s.day)).size).toBe(own.length)
  }
})

test('codes and numbers are well-formed, and the numbers belong to nobody', () => {
  const codes = steps.flatMap((s) => (s.kind === 'newCustomer' ? [s.values['creditCode'] as string] : []))
  expect(codes.filter((code) => !creditCode(code).ok)).toEqual([])
  const numbers = steps.flatMap((s) =>
    [s.values['mobile'], s.values['phone']].filter((n) => n !== undefined),
  ) as string[]
  expect(numbers.filter((n) => !parsePhone(n) || !/^16[013489]\d{8}$/.test(n))).toEqual([])
})

test('no two firms have one name, nor two colleagues', () => {
  const names = steps.flatMap((s) =>
    s.kind === 'newCustomer' ? [s.values['name']] : s.kind === 'newLead' ? [s.values['company']] : [],
  )
  expect(new Set(names).size).toBe(names.length)
  const people = staff('test', 6)
  expect(new Set(people.map((p) => p.name)).size).toBe(people.length)
  expect(new Set(people.map((p) => p.email)).size).toBe(people.length)
})

test('the same seed tells the same story, another seed another one', () => {
  const again = (seed: string) => JSON.stringify([...tell(seed, { customers: 20, leads: 10, sellers: 2 }, setting())])
  expect(again('a')).toBe(again('a'))
  expect(again('a')).not.toBe(again('b'))
})

test('a large story comes in chapters, and all that a salesperson does stands in one of them', () => {
  const size = { customers: 13_000, leads: 8_000, sellers: 3 }
  const chapterOf = new Map<string, number>()
  let [chapters, customers] = [0, 0]
  for (const told of tell('large', size, setting())) {
    chapters++
    for (const { kind, by } of told) {
      if (kind !== 'newCustomer') continue
      customers++
      expect(chapterOf.get(by) ?? chapters).toBe(chapters)
      chapterOf.set(by, chapters)
    }
  }
  expect([chapters > 1, customers, chapterOf.size]).toEqual([true, size.customers, 12])
}, 60_000)
