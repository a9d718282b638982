import { fc } from '#test/chance'
import { expect, test } from 'vitest'
import { buttonColour, tokensOf } from './brand.ts'
import { contrast } from './contrast.ts'
import { edgePairs, textPairs } from './readable-pairs.ts'
import { dark, light } from './tokens.ts'

const schemes = ['light', 'dark'] as const
const colours = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`)
const loud = ['#000000', '#ffffff', '#ffff00', '#00ffff', '#ff00ff', '#0000ff', '#ff0000', '#00ff00', '#808080']

/** What cannot be told from its ground where a company has this colour. */
const unreadable = (brand: string): string[] =>
  schemes.flatMap((scheme) => {
    const tokens = tokensOf(scheme, brand)
    const below = (least: number, pairs: typeof textPairs) =>
      pairs
        .filter(([front, ground]) => contrast(tokens[front], tokens[ground]) < least)
        .map(([front, ground]) => `${brand}, ${scheme}: ${front} on ${ground}`)
    // A button that is as dark as the page is none.
    const buttons: typeof textPairs = scheme === 'dark' ? [['primary', 'container']] : []
    return [...below(4.5, textPairs), ...below(3, [...edgePairs, ...buttons])]
  })

test('whatever colour a company chooses, every text can be read, in the light and in the dark', () => {
  expect(loud.flatMap(unreadable)).toEqual([])
  fc.assert(
    fc.property(colours, (brand) => void expect(unreadable(brand)).toEqual([])),
    { numRuns: 500 },
  )
})

test('a colour that white text can be read on is taken as it is, one that is too light is darkened', () => {
  expect(buttonColour('light', '#0B5D3B')).toBe('#0b5d3b')
  expect(contrast('#ffffff', '#ffd400')).toBeLessThan(4.5)
  expect(buttonColour('light', '#ffd400')).not.toBe('#ffd400')
  expect(contrast('#ffffff', buttonColour('light', '#ffd400'))).toBeGreaterThanOrEqual(4.5)
})

test('without a colour of their own they see the standard ones', () => {
  expect(tokensOf('light')).toBe(light)
  expect(tokensOf('dark')).toBe(dark)
})
