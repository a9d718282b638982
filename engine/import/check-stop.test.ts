import { beforeAll, expect, test } from 'vitest'
import { askCancel, askCheck, changeImport, checkImport } from '#engine'
import { fileOf, importing } from '#test/importing'
import { type Workspace, workspace } from '#test/workspace'

let w: Workspace
beforeAll(async () => {
  w = await workspace()
})

const rows = (n: number) => `客户名称\n${Array.from({ length: n }, (_, i) => `公司${i}`).join('\n')}\n`

test('a check that is stopped gives the file back to its mapping, and tells nothing of what it found', async () => {
  const it = await importing(w.manager, 'customer', fileOf(rows(3)))
  await askCheck(await it.work.open(), it.id)
  await askCancel(await it.work.open(), it.id)
  await checkImport(it.work)
  expect(await it.now()).toMatchObject({ status: 'mapping', counts: null, summary: null })
  expect((await it.check()).counts).toMatchObject({ read: 3, created: 3 })
})

test('a check tells how far it is while it runs, and is given up where it was begun anew meanwhile', async () => {
  const it = await importing(w.manager, 'customer', fileOf(rows(2_500)))
  const seen: (number | undefined)[] = []
  await askCheck(await it.work.open(), it.id)
  await checkImport({
    ...it.work,
    open: async (request) => {
      const ctx = await it.work.open(request)
      const told = (await it.now()).counts?.read
      seen.push(told)
      // As if another job had begun the check anew after this one's first lot.
      if (told === 1_000) await changeImport(ctx, it.id, ['checking'], { counts: null })
      return ctx
    },
  })
  expect(await it.now()).toMatchObject({ status: 'checking', counts: null })
  expect(seen).toContain(1_000)
  await checkImport(it.work)
  expect(await it.now()).toMatchObject({ status: 'checked', counts: { read: 2_500, created: 2_500 } })
})
