import pg from 'pg'
import { capturing } from './capture.ts'
import { adminEmail } from './company.ts'
import { openPostgres, openCompany } from './place.ts'
const p = await openPostgres()
const url = await openCompany(p, 1000000, console.error)
const { recipe } = await capturing(url, adminEmail, (capture) => capture({ method: 'GET', path: '/api/v1/records/opportunity/aggregate?group=stage,expectedClose:month&measure=count,sum:amount', raw: 'list' }))
const s = recipe.statements[0]!
const c = new pg.Client({ connectionString: url, options: '-c timezone=UTC -c jit=off' }); await c.connect()
const pl = await c.query({ text: 'explain (analyze, buffers, costs on) ' + s.text, values: s.values as any }); console.log(s.text, recipe.statements.length); console.log(pl.rows.map((x: any) => x['QUERY PLAN']).join('\n'))
const raw = `explain (analyze, buffers) select stage, to_char("expectedClose", 'YYYY-MM') as month, count(*), sum(amount) from "ws_main".opportunity where "deletedAt" is null group by 1, 2 order by 1, 2`
console.log((await c.query(raw)).rows.map((x: any) => x['QUERY PLAN']).join('\n'))
await c.end(); await p.stop(); process.exit(0)
