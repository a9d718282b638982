import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** One row of docs/expectations.md: | 2 | what | criterion | state | `file` “name of a test” … | what is missing |. */
interface Row {
  readonly id: string
  readonly what: string
  readonly criterion: string
  readonly state: string
  readonly shown: string
  readonly missing: string
}

const rows: Row[] = readFileSync('docs/expectations.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| \d+ \|/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, id = '', what = '', criterion = '', state = '', shown = '', missing = '']) => ({
    id,
    what,
    criterion,
    state,
    shown,
    missing,
  }))

const proofs = (row: Row) =>
  [...row.shown.matchAll(/`([^`]+)` “([^”]+)”/g)].map(([, file = '', name = '']) => ({ file, name }))

test('all 35 expectations stand once, in their order, each with a criterion and one of three states', () => {
  expect(rows.map(({ id }) => Number(id))).toEqual(Array.from({ length: 35 }, (_, i) => i + 1))
  for (const { id, what, criterion, state } of rows) {
    expect(['✅', '◐', '⬜'], id).toContain(state)
    expect([id, what === '', criterion === '']).toEqual([id, false, false])
  }
})

test('what is met, wholly or in part, is shown by tests that exist under the names given', () => {
  for (const row of rows) {
    expect([row.id, proofs(row).length > 0]).toEqual([row.id, row.state !== '⬜'])
    // Nothing beside the proofs stands in that column: each is one that was checked here.
    expect([row.id, row.shown.replaceAll(/`[^`]+` “[^”]+”/g, '').trim()]).toEqual([row.id, ''])
    for (const { file, name } of proofs(row)) {
      expect([row.id, file, existsSync(file)]).toEqual([row.id, file, true])
      expect([row.id, name, readFileSync(file, 'utf8').includes(name)]).toEqual([row.id, name, true])
    }
  }
})

test('what is not wholly met says what is missing; what is met has nothing to say', () => {
  for (const { id, state, missing } of rows) expect([id, missing === '']).toEqual([id, state === '✅'])
})
