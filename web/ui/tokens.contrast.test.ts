import { expect, test } from 'vitest'
import { badgeColours } from './badge-colours.ts'
import { contrast } from './contrast.ts'
import { dark, light, type Tokens } from './tokens.ts'

const text: [keyof Tokens, keyof Tokens][] = [
  ['text', 'container'],
  ['text', 'layout'],
  ['text', 'elevated'],
  ['text', 'selected'],
  ['text', 'hover'],
  ['text2', 'container'],
  ['text2', 'layout'],
  ['text2', 'neutralGround'],
  ['text3', 'container'],
  ['text3', 'layout'],
  ['text3', 'side'],
  ['text3', 'selected'],
  ['text3', 'hover'],
  ['placeholder', 'container'],
  ['placeholder', 'elevated'],
  ['sideText', 'side'],
  ['sideSelectedText', 'sideSelected'],
  ['onPrimary', 'primary'],
  ['onPrimary', 'primaryHover'],
  ['link', 'container'],
  ['link', 'layout'],
  ['link', 'selected'],
  ['success', 'successGround'],
  ['warning', 'warningGround'],
  ['error', 'errorGround'],
  ['error', 'container'],
  ['error', 'layout'],
  ['error', 'selected'],
  ['info', 'infoGround'],
]

const edges: [keyof Tokens, keyof Tokens][] = [
  ['border', 'container'],
  ['border', 'elevated'],
  ['focus', 'container'],
  ['focus', 'layout'],
  ['spine', 'container'],
]

for (const [name, tokens] of Object.entries({ light, dark })) {
  test.each(text)(`in ${name}, %s can be read on %s`, (front, ground) =>
    expect(contrast(tokens[front], tokens[ground])).toBeGreaterThanOrEqual(4.5),
  )
  test.each(edges)(`in ${name}, %s stands out from %s`, (front, ground) =>
    expect(contrast(tokens[front], tokens[ground])).toBeGreaterThanOrEqual(3),
  )
}

test.each(badgeColours)('the white sign on a %s badge can be read', (colour) =>
  expect(contrast('#ffffff', colour)).toBeGreaterThanOrEqual(4.5),
)

test('black on white is 21 to 1', () => expect(contrast('#000000', '#ffffff')).toBeCloseTo(21))
