import { expect, test } from 'vitest'
import { badgeColours } from './badge-colours.ts'
import { contrast } from './contrast.ts'
import { edgePairs, textPairs } from './readable-pairs.ts'
import { dark, light } from './tokens.ts'

for (const [name, tokens] of Object.entries({ light, dark })) {
  test.each(textPairs)(`in ${name}, %s can be read on %s`, (front, ground) =>
    expect(contrast(tokens[front], tokens[ground])).toBeGreaterThanOrEqual(4.5),
  )
  test.each(edgePairs)(`in ${name}, %s stands out from %s`, (front, ground) =>
    expect(contrast(tokens[front], tokens[ground])).toBeGreaterThanOrEqual(3),
  )
}

test.each(badgeColours)('the white sign on a %s badge can be read', (colour) =>
  expect(contrast('#ffffff', colour)).toBeGreaterThanOrEqual(4.5),
)

test('black on white is 21 to 1', () => expect(contrast('#000000', '#ffffff')).toBeCloseTo(21))
