import { expect, test } from 'vitest'
import { gatesOnTheWay } from './gates-on-the-way.ts'
import type { Place } from './stage-order.ts'

const pipeline = (id: string, names: readonly string[]) =>
  names.map((name, position) => ({ id: name, position, outcome: outcomes[name] ?? 'open', pipeline: { id } }))
const outcomes: Record<string, string> = { won: 'won', lost: 'lost', done: 'won' }
const places = [
  ...pipeline('main', ['visit', 'needs', 'quote', 'talks', 'won', 'lost']),
  ...pipeline('parts', ['ask', 'done']),
] as unknown as Place[]
const standing = (stage: string) => ({ stage, pipeline: stage === 'ask' || stage === 'done' ? 'parts' : 'main' })
const onTheWay = (from: string | null, to: string) =>
  gatesOnTheWay(places, from === null ? null : standing(from), standing(to))
    .map(({ id }) => id)
    .join(' ')

test.each([
  ['the next stage asks for what it needs itself', 'visit', 'needs', 'needs'],
  ['who skips stages meets those of the stages passed', 'visit', 'talks', 'needs quote talks'],
  ['won lies behind all stages that are left', 'quote', 'won', 'talks won'],
  ['a step back is free', 'talks', 'needs', ''],
  ['losing asks for what "lost" asks for, from anywhere', 'visit', 'lost', 'lost'],
  ['a won deal may turn out lost', 'won', 'lost', 'lost'],
  ['A97 opened again it goes all the way', 'lost', 'quote', 'visit needs quote'],
  ['A97 a won one, too', 'won', 'visit', 'visit'],
  ['A97 from lost to won it goes all the way', 'lost', 'won', 'visit needs quote talks won'],
  ['a new deal goes up to where it starts', null, 'needs', 'visit needs'],
  ['a new deal that is lost already', null, 'lost', 'lost'],
  ['another pipeline begins at its beginning', 'talks', 'done', 'ask done'],
  ['who stays where she is meets none', 'quote', 'quote', ''],
])('%s', (_, from, to, gates) => expect(onTheWay(from, to)).toBe(gates))

test('a stage that is not there any more has no gates', () => expect(onTheWay('visit', 'gone')).toBe(''))
