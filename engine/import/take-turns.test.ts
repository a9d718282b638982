import { expect, test } from 'vitest'
import { askStart, runImport } from '#engine'
import { fileOf, importing } from '#test/importing'
import { workspace } from '#test/workspace'

test.each(['code', 'name'])(
  'two people who import the same file at the same time get every record once, told by %s, and counts that say so',
  async (key) => {
    const w = await workspace()
    const rows = Array.from({ length: 2_500 }, (_, i) => `${key}-${i},${key}产品${i}`)
    const csv = `产品编码,产品名称\n${rows.join('\n')}\n`
    const both = [await w.again(w.administrator), await w.again(w.administrator)].map((who) =>
      importing(who, 'product', fileOf(csv)),
    )
    const imports = await Promise.all(both)
    for (const it of imports) {
      await it.set({ match: [[key]] })
      await it.check()
      await askStart(await it.work.open(), it.id)
    }
    await Promise.all(imports.map((it) => runImport(it.work)))
    const done = await Promise.all(imports.map((it) => it.now()))
    expect(done.map((d) => d.status)).toEqual(['done', 'done'])
    expect(done.map((d) => d.counts!.failed)).toEqual([0, 0])
    expect(done.map((d) => d.counts!.created).reduce((a, b) => a + b)).toBe(2_500)
    expect(done.map((d) => d.counts!.skipped).reduce((a, b) => a + b)).toBe(2_500)
    const [there] = await w.session.query(`select count(*)::int as n from "${w.schema}".product`)
    expect(there).toEqual({ n: 2_500 })
  },
)
