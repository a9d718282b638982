import { beforeAll, expect, test } from 'vitest'
import { readProblemRows } from '#engine'
import { bringIn } from '#test/importing'
import { type Workspace, workspace } from '#test/workspace'

let w: Workspace
beforeAll(async () => {
  w = await workspace()
})

test.each([
  ['is cut in the middle of a character to be shown', `${'级'.repeat(199)}😀😀`],
  ['spells what stands for NUL', String.raw`\u0000`],
])('a cell that is wrong and %s is told like any other', async (_, level) => {
  const it = await bringIn(w.manager, 'customer', `客户名称,等级\n怪字${level.length},${level}\n`)
  expect(it.checked.counts).toMatchObject({ read: 1, created: 0, failed: 1 })
  expect(it.done.counts).toEqual(it.checked.counts)
  const [row] = await readProblemRows(w.manager, it.id, 0, 1)
  expect(row!.cells[1]).toBe(level)
  expect(row!.problems[0]!.value).toMatch(/^(级{199}.|\\u0000)$/u)
})
