import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { routes } from '../server/rest/routes.ts'

/** One row of docs/features.md: | R4 | what | state | where | test |. */
interface Row {
  readonly id: string
  readonly state: string
  readonly where: readonly string[]
  readonly tests: readonly string[]
}

const quoted = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map((m) => m[1]!)

const rows: Row[] = readFileSync('docs/features.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| R\d+ \|/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, id = '', , state = '', where = '', tests = '']) => ({
    id,
    state,
    where: quoted(where),
    tests: quoted(tests),
  }))

test('every requirement stands once, with one of three states', () => {
  expect(rows.length).toBeGreaterThan(20)
  expect(new Set(rows.map((r) => r.id)).size).toBe(rows.length)
  for (const { id, state } of rows) expect(['✅', '◐', '⬜'], id).toContain(state)
})

test('what is said to be there is there: rooms, screens and routes', () => {
  const known = new Set(routes.map((r) => `${r.method} ${r.path}`))
  for (const { id, where } of rows)
    for (const place of where)
      expect(/^[A-Z]+ \//.test(place) ? known.has(place) : existsSync(place), `${id} ${place}`).toBe(true)
})

test('what works, wholly or in part, names tests that exist', () => {
  for (const { id, state, tests } of rows) {
    if (state !== '⬜') expect(tests.length, id).toBeGreaterThan(0)
    for (const file of tests) expect(existsSync(file), `${id} ${file}`).toBe(true)
  }
})
