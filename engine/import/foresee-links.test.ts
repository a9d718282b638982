import { beforeAll, expect, test } from 'vitest'
import { readProblemRows } from '#engine'
import { bringIn } from '#test/importing'
import { type Workspace, workspace } from '#test/workspace'

let w: Workspace
beforeAll(async () => {
  w = await workspace()
})

test('a check foresees which references between rows of the file will come to nothing: the import counts the same', async () => {
  const csv = `客户名称,上级客户,电话
子公司,母公司,
母公司,,
自己,自己,
环一,环二,
环二,环一,
孤儿,坏掉的母公司,
坏掉的母公司,,138
`
  const it = await bringIn(w.manager, 'customer', csv)
  expect(it.checked.counts).toMatchObject({ read: 7, created: 3, failed: 4 })
  expect(it.done.counts).toEqual(it.checked.counts)
  const problems = (await readProblemRows(w.manager, it.id, 0, 10)).map((r) => [r.number, r.problems[0]!.code])
  expect(problems).toEqual([
    [4, 'import.notLinked'],
    [6, 'import.notLinked'],
    [7, 'import.notLinked'],
    [8, 'field.notPhone'],
  ])
})
