import { expect, test } from 'vitest'
import { combinationOf, combinationText, isSingleKey, reservedFor } from './combination.ts'
import { conflictOf, keyActions, keyNames, keysOf } from './key-actions.ts'

const press = (key: string, held: string[] = [], code = '') =>
  combinationOf({
    key,
    code,
    ctrlKey: held.includes('ctrl'),
    metaKey: held.includes('meta'),
    altKey: held.includes('alt'),
    shiftKey: held.includes('shift'),
    getModifierState: (one) => held.includes(one),
  })

test.each([
  ['c', [], '', 'C'],
  ['E', ['shift'], '', 'Shift+E'],
  ['?', ['shift'], '', '?'],
  ['k', ['ctrl'], '', 'Ctrl+K'],
  ['k', ['meta'], '', 'Ctrl+K'],
  ['å', ['alt'], 'KeyA', 'Alt+A'],
  [' ', [], '', 'Space'],
  ['Enter', ['shift'], '', 'Shift+Enter'],
  ['F1', [], '', 'F1'],
  ['Shift', ['shift'], '', null],
  ['Process', [], 'KeyE', null],
  ['@', ['ctrl', 'alt', 'AltGraph'], '', null],
])('pressing %s with %j is one combination', (key, held, code, name) => expect(press(key, held, code)).toBe(name))

test.each([
  ['Ctrl+T', 'browser'],
  ['Ctrl+Shift+N', 'browser'],
  ['F5', 'browser'],
  ['Alt+1', 'browser'],
  ['Enter', 'moves'],
  ['Shift+ArrowLeft', 'moves'],
  ['Tab', 'moves'],
  ['Ctrl+C', 'text'],
  ['Ctrl+M', null],
  ['Alt+N', null],
  ['F8', null],
  ['Q', null],
])('%s is kept for: %s', (combination, by) => expect(reservedFor(combination)).toBe(by))

test('keys that fire while one types are told from those that do not', () => {
  expect(['C', '/', 'Shift+E', 'Space'].map(isSingleKey)).toEqual([true, true, true, true])
  expect(['Ctrl+K', 'Alt+N', 'F1', 'Shift+F8'].map(isSingleKey)).toEqual([false, false, false, false])
})

test('a chosen key takes the place of the standard one, off is off, the rest stays', () => {
  expect(keysOf({ compose: 'M', next: null })).toMatchObject({ compose: 'M', next: null, previous: 'K' })
  expect(keysOf({ ofAnOlderVersion: 'X' })).toEqual(keysOf())
})

test('a key that is taken is named, where both could be meant', () => {
  expect(conflictOf(keysOf(), 'compose', 'E')).toBe('editRecord')
  expect(conflictOf(keysOf(), 'quickSearch', 'C')).toBe('new')
  expect(conflictOf(keysOf(), 'quickSearch', 'E')).toBe(null)
  expect(conflictOf(keysOf({ editRecord: null }), 'compose', 'E')).toBe(null)
  expect(conflictOf(keysOf(), 'compose', 'N')).toBe(null)
})

test('no two standard keys are in each other’s way', () => {
  for (const name of keyNames)
    expect([name, conflictOf(keysOf(), name, keyActions[name].standard)]).toEqual([name, null])
})

test('combinations are written as people read them', () =>
  expect(['Ctrl+K', 'Shift+Enter', '+', '?'].map(combinationText)).toEqual(['Ctrl K', 'Shift Enter', '+', '?']))
