import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, inject, it } from 'vitest'
import { askStart, readProblemRows, verifySeal, sealChanges } from '#engine'
import { fileOf, importing } from '#test/importing'
import { workspace } from '#test/workspace'

const ways = [
  { what: 'every contact', column: '联系人', policy: 'create', rows: 10_000, kills: 10 },
  // Without contacts the next lot is looked up while one is being written.
  { what: 'nothing twice', column: '不导入的列', policy: 'skip', rows: 6_000, kills: 5 },
] as const

it.each(ways)(
  'F01 kill -9 at $kills points of an import of $rows rows: it goes on, every row once and $what, the file of failures complete',
  async ({ column, policy, rows, kills }) => {
    const bad = rows / 500
    /** Every tenth row has one. */
    const contacts = column === '联系人' ? rows / 10 : 0
    const w = await workspace()
    const lines = Array.from({ length: rows }, (_, i) =>
      i % 500 === 7
        ? `坏行${i},电话,坏行的人`
        : `好行${i},138${String(10_000_000 + i)},${i % 10 === 0 ? `联系人${i}` : ''}`,
    )
    const path = fileOf(`客户名称,电话,${column}\n${lines.join('\n')}\n`)
    const import_ = await importing(w.manager, 'customer', path)
    await import_.set({ policy })
    expect((await import_.check()).counts).toMatchObject({ read: rows, created: rows - bad, failed: bad })
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
      counts: {
        read: rows,
        created: rows - bad,
        updated: 0,
        skipped: 0,
        failed: bad,
        ...(contacts > 0 ? { belongings: { contact: { read: contacts + bad, created: contacts, failed: bad } } } : {}),
      },
    })
    const [there] = await w.session.query(
      `select count(*)::int as rows, count(distinct name)::int as names from "${w.schema}".customer`,
    )
    expect(there).toEqual({ rows: rows - bad, names: rows - bad })
    const [beside] = await w.session.query(
      `select count(*)::int as rows, count(distinct name)::int as names, count(distinct customer)::int as customers from "${w.schema}".contact`,
    )
    expect(beside).toEqual({ rows: contacts, names: contacts, customers: contacts })
    const [logged] = await w.session.query(
      `select count(*)::int as changes from "${w.schema}".change where request = $1`,
      [import_.id],
    )
    expect(logged).toEqual({ changes: rows - bad + contacts })
    const failed = await readProblemRows(w.manager, import_.id, 0, 200)
    expect(failed.map((r) => r.number)).toEqual(Array.from({ length: bad }, (_, i) => i * 500 + 9))
    while ((await sealChanges(w.session, w.schema, new Date().toISOString())) > 0);
    expect(await verifySeal(w.session, w.schema)).toMatchObject({ ok: true })
    expect(killed).toBe(kills)
  },
)
