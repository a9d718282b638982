import { startPostgres } from '#platform/postgres'
import { Database, buildModel, emptyOverlay, Context, loadActor, systemClock, runList, searchRecords, Role, User } from '#engine'
import { modules } from '#modules/all'
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
const names = (await db.query<any>(`select name, phone, number from "${ws.schema}".customer where department = any($1) and "deletedAt" is null order by md5(id::text) limit 300`, [ctx.actor.departments]))
console.log('scope', (await db.query<any>(`select count(*) n from "${ws.schema}".customer where department = any($1)`, [ctx.actor.departments]))[0].n)
const fields = 'number,name,industry,level,status,owner.name,wonAmount,nextContactAt,tags,phone'.split(',')
let log: string[] = []
const rnd = (n: number) => Math.floor(Math.random()*n)
const sub = (n: number) => () => { const c=[...names[rnd(names.length)]!.name]; const i=rnd(c.length-n+1); return c.slice(i,i+n).join('') }
const { pinyin } = await import('pinyin-pro')
const ini = (n: number) => () => { const c=[...names[rnd(names.length)]!.name]; const i=rnd(4); return c.slice(i,i+n).map((x: string)=>pinyin(x,{toneType:'none'})[0]).join('') }
const pin = (n: number) => () => { const c=[...names[rnd(names.length)]!.name]; const i=rnd(4); return c.slice(i,i+n).map((x: string)=>pinyin(x,{toneType:'none'})).join('') }
const kinds: [string, () => string][] = [2,3,4,5,6].map((n) => [`zh${n}`, sub(n)]) 
kinds.push(['phone4', () => names[rnd(300)]!.phone.slice(-4)], ['phone8', () => names[rnd(300)]!.phone.slice(-8)], ['number', () => names[rnd(300)]!.number], ['ini2', ini(2)], ['ini3', ini(3)], ['ini4', ini(4)], ['pin1', pin(1)], ['pin2', pin(2)], ['pin3', pin(3)], ['公司', ()=>'公司'], ['rare2', ()=>'鑫淼'], ['ini2rare', ()=>'ov'],['pin3rare', ()=>'nua'])
const q = (xs: number[], p: number) => xs.sort((a,b)=>a-b)[Math.floor(xs.length*p)]!.toFixed(1)
for (const [who, c] of [['sales', ctx], ['admin', admin]] as const) for (const [name, gen] of kinds.filter(([n]) => /zh|phone|number|ini4|ini2$|pin2|公司/.test(n))) {
  const row: string[] = []
  for (const [what, f] of [['list', (t: string) => runList(c, c.object('customer'), { q: t, fields })], ['global', (t: string) => searchRecords(c, { q: t })]] as const) {
    const mins: number[] = []; let worst = '', w = 0
    for (let i=0;i<40;i++) { const t = gen(); let m = 1e9; for (let k=0;k<6;k++) { const t0=performance.now(); await f(t); m = Math.min(m, performance.now()-t0) } mins.push(m); if (m>w) { w=m; worst=t } }
    row.push(`${what} p50 ${q(mins,.5)} p95 ${q(mins,.95)} max ${w.toFixed(0)} ${worst}`)
  }
  console.log(who, name, '|', row.join(' | '))
}
await db.close(); await p.stop(); process.exit(0)
