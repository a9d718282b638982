import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (name: string) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')) as any

/** Below these versions a package has a flaw that is known to be used against products of this kind. */
const floor = read('security-floor.json') as Record<string, string>
const locked = read('package-lock.json').packages as Record<string, { version?: string }>

const installed = (name: string): string[] =>
  Object.entries(locked).flatMap(([path, { version }]) =>
    path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`) ? [version!] : [],
  )

/** Is a release below another. A pre-release counts as below its release. */
const isBelow = (version: string, lowest: string): boolean => {
  const parts = (text: string) => text.split(/[-+]/)[0]!.split('.').map(Number)
  const [a, b] = [parts(version), parts(lowest)]
  const at = b.findIndex((part, i) => part !== a[i])
  return at === -1 ? version.includes('-') : a[at]! < b[at]!
}

test.each(Object.entries(floor))('%s is nowhere locked below %s', (name, lowest) => {
  expect(installed(name).filter((version) => isBelow(version, lowest))).toEqual([])
})

test('the floor is held to packages that are there', () => {
  expect(Object.keys(floor).filter((name) => installed(name).length > 0)).toEqual(
    expect.arrayContaining(['fastify', '@fastify/static', 'kysely', 'better-auth']),
  )
})

test.each([
  ['1.6.21', '1.6.22', true],
  ['1.6.22-beta.1', '1.6.22', true],
  ['1.6.22', '1.6.22', false],
  ['1.10.0', '1.9.9', false],
  ['2.0.0', '1.9.9', false],
  ['0.28.9', '0.28.17', true],
])('%s against %s', (version, lowest, below) => {
  expect(isBelow(version, lowest)).toBe(below)
})
