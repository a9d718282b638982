import { expect, test } from 'vitest'
import { customized } from '#test/customized'
import { bringIn } from '#test/importing'
import { workspace } from '#test/workspace'

test('imports go on when a field that numbers records comes or goes: each new record has its number', async () => {
  const w = await workspace()
  const c = customized(w)
  const bring = (...names: string[]) => bringIn(c.administrator(), 'customer', `客户名称\n${names.join('\n')}\n`)
  const codes = async () =>
    (
      await w.session.query<{ code: string | null }>(
        `select "x_code" as code from "${w.schema}".customer order by name`,
      )
    ).map(({ code }) => code)

  await bring('一')
  await c.add({ object: 'customer', name: 'code', kind: 'serial', label: '编码', options: { pattern: 'K{000}' } })
  expect((await bring('七')).done).toMatchObject({ status: 'done', counts: { created: 1 } })
  expect(await codes()).toContain('K001')
  await c.change('customer', 'x_code', { retired: true })
  expect((await bring('八', '九')).done).toMatchObject({ status: 'done', counts: { created: 2 } })
})
