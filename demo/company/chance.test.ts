import { expect, test } from 'vitest'
import { chance } from './chance.ts'

const ten = (seed: string) => {
  const by = chance(seed)
  return Array.from({ length: 10 }, () => by.int(1, 1000))
}

test('the same seed gives the same sequence, another seed another one', () => {
  expect(ten('a')).toEqual(ten('a'))
  expect(ten('a')).not.toEqual(ten('b'))
})

test('whole numbers come from both ends, weights as often as they say', () => {
  const by = chance('many')
  const drawn = Array.from({ length: 2000 }, () => by.int(3, 5))
  expect([...new Set(drawn)].sort()).toEqual([3, 4, 5])
  const heads = Array.from({ length: 2000 }, () => by.weighted({ head: 3, tail: 1 })).filter((side) => side === 'head')
  expect(heads.length).toBeGreaterThan(1400)
  expect(heads.length).toBeLessThan(1600)
})
