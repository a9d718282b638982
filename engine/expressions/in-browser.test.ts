import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

/** The files that one needs when it runs; what is imported as a type alone is not there any more then. */
const neededBy = (file: string, seen = new Set<string>()): Set<string> => {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const [, names = '', from = ''] of readFileSync(file, 'utf8').matchAll(/^import (.*?) from '(.+)'$/gm)) {
    if (names.startsWith('type ')) continue
    const shared = /^#shared\/(.+)$/.exec(from)
    neededBy(shared ? `shared/${shared[1]}.ts` : path.join(path.dirname(file), from), seen)
  }
  return seen
}

test('what a browser runs of expressions is the evaluation and pure functions: no parser, no SQL, no server', () => {
  const needed = [...neededBy('engine/expressions/evaluate.ts')]
  expect(needed).toContain('engine/expressions/operations/dates.ts')
  const allowed = /^(shared\/[\w-]+|engine\/errors|engine\/expressions\/(operations\/)?[\w-]+)\.ts$/
  expect(needed.filter((file) => !allowed.test(file) || /parse\.ts|sql/.test(file))).toEqual([])
})
