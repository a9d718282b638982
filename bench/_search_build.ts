import pg from 'pg'
import { startPostgres } from '../platform/postgres/index.ts'
import { withServices } from './place.ts'
import { found, hireSalesperson } from './company.ts'
import { people, records } from './fill/tables.ts'
import { sizeOf } from './fill/size.ts'
import { fillSearch, buildModel, emptyOverlay } from '../engine/index.ts'
import { modules } from '../modules/all.ts'
import { upgradeAll } from '../server/upgrade-all.ts'
const rows = Number(process.argv[2] ?? 1000000)
const p = await startPostgres({ dataDir: '/tmp/search-bench/pg' })
const name = `s_${rows}`
const admin = new pg.Client({ connectionString: p.adminUrl }); await admin.connect()
await admin.query(`drop database if exists ${name} with (force)`); await admin.query(`create database ${name} owner zhike`)
const url = p.url.replace(/\/[^/]+$/, `/${name}`)
const t0 = Date.now(); const say = (s: string) => console.log(((Date.now()-t0)/1000).toFixed(1), s)
await withServices(url, async (services) => {
  const given = await found(services)
  const size = sizeOf(rows)
  const c = new pg.Client({ connectionString: url }); await c.connect()
  await c.query(`set timezone='UTC'; set work_mem='256MB'; set maintenance_work_mem='512MB'; set synchronous_commit=off; set statement_timeout=0`)
  const ins = async (f: any) => { const names = Object.keys(f.columns); await c.query(`insert into "${given.schema}"."${f.table}" (${names.map((n)=>`"${n}"`).join(',')}) select ${names.map((n)=>f.columns[n]).join(',')} from generate_series(0::bigint, ${f.rows-1}) n ${f.join ?? ''}`) }
  for (const f of people(size, given)) await ins(f)
  say('people')
  const idx = (await c.query(`select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as def from pg_index i join pg_class c on c.oid=i.indrelid where c.relnamespace=to_regnamespace($1) and c.relname='customer' and not indisprimary`, [given.schema])).rows
  for (const i of idx) await c.query(`drop index ${i.name}`)
  await ins(records(size, given).find((f) => f.table === 'customer'))
  say('customers')
  const model = buildModel(modules, emptyOverlay, 'Asia/Shanghai')
  let last = 0
  await fillSearch(services.database, given.schema, model, { progress: (o, n) => { if (o==='customer' && n - last >= 100000) { last = n; say(`filled ${n}`) } } })
  say('filled without indexes')
  for (const i of idx) { const t = Date.now(); await c.query(i.def); if (/search/.test(i.name)) say(`index ${i.name} ${(Date.now()-t)/1000} s`) }
  await c.query(`vacuum analyze "${given.schema}".customer`)
  for (const r of (await c.query(`select relname, pg_size_pretty(pg_relation_size(oid)) s from pg_class where relnamespace=to_regnamespace($1) and (relname like 'customer' or relname like 'ix_customer%' or relname like 'uq_customer%' or relname='customer_pkey')`, [given.schema])).rows) console.log(r.relname, r.s)
  console.log((await c.query(`select avg(pg_column_size("$tokens")) tok, avg(pg_column_size("$text")) txt, avg(pg_column_size(t.*)) row from "${given.schema}".customer t`)).rows[0])
  await hireSalesperson(services)
  await c.end()
})
say('done'); await admin.end(); await p.stop(); process.exit(0)
