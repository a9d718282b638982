import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** One row of docs/security.md: | A01 | what | state | tests, or why there is none |. */
interface Row {
  readonly id: string
  readonly state: string
  readonly files: readonly string[]
  readonly last: string
}

const rows: Row[] = readFileSync('docs/security.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| [AF]\d+ \|/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, id = '', , state = '', last = '']) => ({
    id,
    state,
    files: [...last.matchAll(/`([^`]+\.test\.ts)`/g)].map((m) => m[1]!),
    last,
  }))

/** Where a test stands whose title begins with these numbers. */
const titled = new Map<string, Set<string>>()
for (const file of globSync('{bin,demo,engine,modules,platform,server,test,web}/**/*.test.ts'))
  for (const [, title = ''] of readFileSync(file, 'utf8').matchAll(/['"`]([AF]\d{2,3}\b[^'"`\n]*)/g))
    for (const [id] of title.matchAll(/\b[AF]\d{2,3}\b/g))
      titled.set(id, (titled.get(id) ?? new Set()).add(file.replaceAll('\\', '/')))

test('every attack and every fault stands once', () => {
  const numbered = (letter: string, most: number) =>
    Array.from({ length: most }, (_, i) => `${letter}${String(i + 1).padStart(2, '0')}`)
  expect(rows.map((r) => r.id)).toEqual([...numbered('A', 104), ...numbered('F', 68)])
})

test('what is said to be held names files in which a test has that number; the others say why not', () => {
  for (const { id, state, files, last } of rows) {
    expect(['✅', '⬜'], id).toContain(state)
    if (state === '⬜') expect([files, last === ''], id).toEqual([[], false])
    else expect(files.length, id).toBeGreaterThan(0)
    for (const file of files) expect(titled.get(id)?.has(file), `${id} ${file}`).toBe(true)
  }
})

test('a test with a number is listed under it', () => {
  const listed = new Map(rows.map((r) => [r.id, r.files]))
  for (const [id, files] of titled) for (const file of files) expect(listed.get(id), `${id} ${file}`).toContain(file)
})
