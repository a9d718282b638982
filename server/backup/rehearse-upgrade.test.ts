import { Client } from 'pg'
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

test('a rehearsal drops the copy that a killed one left, and none that another works with', async () => {
  const s = await openServer()
  const at = (name: string) => {
    const place = new URL(s.databaseUrl)
    place.pathname = `/${name}`
    return place.href
  }
  const left = `zhike_rehearsal_${crypto.randomUUID().slice(0, 8)}`
  const busy = `zhike_rehearsal_${crypto.randomUUID().slice(0, 8)}`
  const other = new Client({ connectionString: at(busy) })
  try {
    for (const name of [left, busy]) await s.db.owner.query(`create database ${name}`)
    await other.connect()
    await rehearseUpgrade({ url: s.databaseUrl, log: silent, config: config(s.databaseUrl) })
    const there = await s.db.query<{ name: string }>(
      `select datname as name from pg_database where datname = any($1)`,
      [[left, busy]],
    )
    expect(there).toEqual([{ name: busy }])
  } finally {
    await other.end()
    for (const name of [left, busy]) await s.db.owner.query(`drop database if exists ${name}`)
    await s.close()
  }
})
