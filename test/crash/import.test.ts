import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, inject, it } from 'vitest'
import { askStart, readProblemRows, verifySeal, sealChanges } from '#engine'
import { fileOf, importing } from '#test/importing'
import { workspace } from '#test/workspace'

const rows = 10_000
const kills = 10

it('F01 kill -9 at ten points of an import of 10,000 rows: it goes on, every row once, the file of failures complete', async () => {
  const w = await workspace()
  const lines = Array.from({ length: rows }, (_, i) =>
    i % 500 === 7 ? `坏行${i},电话` : `好行${i},138${String(10_000_000 + i)}`,
  )
  const path = fileOf(`客户名称,电话\n${lines.join('\n')}\n`)
  const import_ = await importing(w.manager, 'customer', path)
  await import_.set({ policy: 'create' })
  expect((await import_.check()).counts).toMatchObject({ read: rows, created: rows - 20, failed: 20 })
  await askStart(await import_.work.open(), import_.id)

  const told = JSON.stringify({
    url: inject('databaseUrl'),
    schema: w.schema,
    person: w.manager.actor.id,
    id: import_.id,
    path,
  })
  const read = async () => (await import_.now()).counts?.read ?? 0
  let killed = 0
  for (let round = 1; (await import_.now()).status === 'running'; round++) {
    expect(round).toBeLessThan(60)
    const child = spawn(process.execPath, ['test/crash/import-process.ts', told], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = once(child, 'exit')
    await once(child.stdout, 'data')
    // At once, and then each time another twelfth is done: in the middle of reading, of a statement, of a commit.
    while (killed > 0 && killed < kills && child.exitCode === null && (await read()) < (killed * rows) / 12)
      await wait(3)
    if (killed < kills && child.exitCode === null && child.kill('SIGKILL')) killed++
    await ended
  }

  const done = await import_.now()
  expect(done).toMatchObject({
    status: 'done',
    counts: { read: rows, created: rows - 20, updated: 0, skipped: 0, failed: 20 },
  })
  const [there] = await w.session.query(
    `select count(*)::int as rows, count(distinct name)::int as names from "${w.schema}".customer`,
  )
  expect(there).toEqual({ rows: rows - 20, names: rows - 20 })
  const [logged] = await w.session.query(
    `select count(*)::int as changes from "${w.schema}".change where request = $1`,
    [import_.id],
  )
  expect(logged).toEqual({ changes: rows - 20 })
  const failed = await readProblemRows(w.manager, import_.id, 0, 200)
  expect(failed.map((r) => r.number)).toEqual(Array.from({ length: 20 }, (_, i) => i * 500 + 9))
  while ((await sealChanges(w.session, w.schema, new Date().toISOString())) > 0);
  expect(await verifySeal(w.session, w.schema)).toMatchObject({ ok: true })
  expect(killed).toBe(kills)
})
