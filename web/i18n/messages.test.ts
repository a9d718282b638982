import { expect, test } from 'vitest'
import { en } from './en.ts'
import { fill } from './messages.ts'
import { zhCN } from './zh-CN.ts'

const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()
const keys = Object.keys(zhCN) as (keyof typeof zhCN)[]

test('every message exists in both languages and says something', () => {
  expect(Object.keys(en).sort()).toEqual([...keys].sort())
  for (const key of keys) expect([key, en[key].trim() === '', zhCN[key].trim() === '']).toEqual([key, false, false])
})

test('both languages have the same holes', () => {
  for (const key of keys) expect([key, holes(en[key])]).toEqual([key, holes(zhCN[key])])
})

test('English holds no Chinese', () => {
  for (const key of keys) expect([key, /\p{Script=Han}/u.test(en[key])]).toEqual([key, false])
})

test('no two parts of the Chinese text give the same key', async () => {
  const parts = await Promise.all(
    (['shell', 'account', 'list', 'record', 'form', 'settings', 'schema', 'transfer', 'webhooks', 'help'] as const).map(
      (part) => import(`./zh-CN/${part}.ts`),
    ),
  )
  const all = parts.flatMap((part: Record<string, object>) => Object.values(part).flatMap(Object.keys))
  expect(all.length).toBe(new Set(all).size)
})

test('holes are filled, and one that is not given stays to be seen', () => {
  expect(fill('把 {count} 条转给{user}', { count: 3, user: '李强' })).toBe('把 3 条转给李强')
  expect(fill('{a} {b}', { a: 1 })).toBe('1 {b}')
})
