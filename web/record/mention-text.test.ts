import { expect, test } from 'vitest'
import { splitAtNames, stillNamed, typingAt, withName } from './mention-text.ts'

test.each([
  ['@', 1, { from: 0, query: '' }],
  ['请 @li', 5, { from: 2, query: 'li' }],
  ['请@李', 3, { from: 1, query: '李' }],
  ['第一行\n＠王', 6, { from: 4, query: '王' }],
  ['@王琳 看', 3, { from: 0, query: '王琳' }],
])('an @ in “%s” at %i asks for a person', (text, cursor, typing) => expect(typingAt(text, cursor)).toEqual(typing))

test.each([
  ['wang@qq.com', 11],
  ['@王琳 看', 5],
  ['没有', 2],
  ['@李，', 3],
])('“%s” at %i asks for nobody', (text, cursor) => expect(typingAt(text, cursor)).toBeNull())

test('the name stands where it was typed, with one space behind it', () => {
  expect(withName('请 @li 看一下', { from: 2, query: 'li' }, '李工')).toEqual({ text: '请 @李工 看一下', cursor: 6 })
  expect(withName('@', { from: 0, query: '' }, '李工')).toEqual({ text: '@李工 ', cursor: 4 })
})

test('a name that was deleted again mentions nobody', () => {
  const people = [
    { id: '1', name: '李工' },
    { id: '2', name: '王琳' },
  ]
  expect(stillNamed('@王琳 请看', people)).toEqual([people[1]])
})

test('names in a text are shown apart, the longer one first', () =>
  expect(splitAtNames('请@王琳琳 和@王琳 看', ['王琳', '王琳琳'])).toEqual([
    { text: '请', named: false },
    { text: '@王琳琳', named: true },
    { text: ' 和', named: false },
    { text: '@王琳', named: true },
    { text: ' 看', named: false },
  ]))
