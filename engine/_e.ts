import { startPostgres } from '#platform/postgres'
import { Database, buildModel, emptyOverlay, Context, loadActor, systemClock, runList, searchRecords, Role, User } from '#engine'
import { modules } from '../modules/all.ts'
import { listWorkspaces } from '#platform/control'
const p = await startPostgres({ dataDir: '/tmp/search-bench/pg' })
const url = p.url.replace(/\/[^/]+$/, `/s_1000000`)
const db = new Database(url)
const [place] = await listWorkspaces(db)
const model = buildModel(modules, emptyOverlay, 'Asia/Shanghai')
const ws = { id: place!.id, name: 'x', schema: place!.schemaName, zone: place!.zone, currency: 'CNY', model }
const ground = { session: db, workspace: ws, clock: systemClock, secret: 'x' }
const [u] = await db.query<any>(`select id, roles from "${ws.schema}"."user" where email='sales107@example.com'`)
await db.query(`update "${ws.schema}".role set grants = jsonb_set(grants, '{customer,fields}', '{"creditLimit":"hidden"}') where name='bench'`)
const ctx = new Context(ground, (await loadActor(db, ws.schema, model, u.id))!)
const [a] = await db.query<any>(`select u.id from "${ws.schema}"."user" u join "${ws.schema}".role r on r.id = any(u.roles) where r.name='administrator' limit 1`)
const admin = new Context(ground, (await loadActor(db, ws.schema, model, a.id))!)
const fields = 'number,name,industry,level,status,owner.name,wonAmount,nextContactAt,tags,phone'.split(',')
const orig = db.query.bind(db) as any
let last: any
;(db as any).query = async (t: string, v: any, n: any) => { last = [t, v, n]; return orig(t, v, n) }
const who = process.argv[3] === 'admin' ? admin : ctx
for (let i=0;i<8;i++) { const t=performance.now(); const r = await runList(who, who.object('customer'), { q: process.argv[2]!, fields }); console.log(r.documents.length, (performance.now()-t).toFixed(1), last[2], last[0].length, last[0].startsWith('with found')) }
console.log(last[0].slice(0, 6000)); console.log(JSON.stringify(last[1]).slice(0,400))
for (const r of await orig('explain (analyze, buffers, costs on) ' + last[0], last[1])) console.log(r['QUERY PLAN'])
await db.close(); await p.stop(); process.exit(0)
