import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { help as english } from './en.ts'
import { helpTopics } from './topic.ts'
import { help as chinese } from './zh-CN.ts'

const files = ['web/app-route.tsx', 'web/settings-routes.tsx', 'web/routes.tsx']
const routes = files.map((file) => readFileSync(file, 'utf8')).join('\n')
const declared = routes.split(/create(?:Root)?Route\(\{/).slice(1)
const topicOf = (route: string) => /^\s*staticData: \{ help: '(\w+)' \},$/m.exec(route)?.[1]

test('every route names its help, and no help is of no route', () => {
  expect(declared.length).toBeGreaterThan(30)
  expect(declared.filter((route) => topicOf(route) === undefined)).toEqual([])
  // The board is the list in another layout.
  expect(new Set([...declared.map(topicOf), 'board'])).toEqual(new Set(helpTopics))
})

test.each(helpTopics)(
  'the help of “%s” says what one does and answers three or four questions, in both languages',
  (topic) => {
    for (const { title, what, asks } of [chinese[topic], english[topic]]) {
      expect(title).not.toBe('')
      expect(what.length).toBeGreaterThan(10)
      expect(asks.length).toBeGreaterThanOrEqual(3)
      expect(asks.length).toBeLessThanOrEqual(4)
      expect(asks.flat().every((text) => text.trim() !== '')).toBe(true)
    }
    expect(/\p{Script=Han}/u.test(JSON.stringify(english[topic]))).toBe(false)
    expect(english[topic].asks).toHaveLength(chinese[topic].asks.length)
    expect(existsSync(`docs/guide/${chinese[topic].chapter}.md`)).toBe(true)
    expect(english[topic].chapter).toBe(chinese[topic].chapter)
  },
)
