import { expect, test } from 'vitest'
import { importLimits } from '#engine'
import { fileOf, importing } from '#test/importing'
import { workspace } from '#test/workspace'

test('who piles up files without importing them is told so; importing one makes room, and nobody else is kept waiting', async () => {
  const w = await workspace()
  const file = fileOf('客户名称\n华信\n')
  const upload = () => importing(w.manager, 'customer', file, w.again)
  const first = await upload()
  for (let n = 1; n < importLimits.unfinished; n++) await upload()
  await expect(upload()).rejects.toMatchObject({ code: 'import.tooManyUnfinished', status: 429 })
  await importing(w.administrator, 'customer', file, w.again)
  await first.check()
  await first.run()
  await upload()
  await expect(upload()).rejects.toMatchObject({ code: 'import.tooManyUnfinished' })
})
