import { expect, test } from 'vitest'
import { ownDatabase } from '#test/own-database'
import { silent } from '#test/restored'
import { config, openServer } from '#test/server'
import { rehearseUpgrade } from './rehearse-upgrade.ts'

test('a rehearsal in a database that somebody made for it leaves that as empty as it was, and refuses one with data', async () => {
  const s = await openServer()
  const scratch = await ownDatabase()
  try {
    const work = { url: s.databaseUrl, log: silent, config: config(s.databaseUrl) }
    const rehearsal = await rehearseUpgrade({ ...work, on: scratch.url })
    expect(rehearsal.plans.map(({ missing }) => missing)).toEqual([[]])
    const left = await scratch.db.query(`select nspname from pg_namespace where nspname ~ '^(zhike|auth|jobs|ws_)'`)
    expect(left).toEqual([])
    await expect(rehearseUpgrade({ ...work, on: s.databaseUrl })).rejects.toMatchObject({ code: 'rehearse.notEmpty' })
    expect((await s.admin.call('GET', '/me')).status).toBe(200)
  } finally {
    await s.close()
    await scratch.drop()
  }
})
