import pg from 'pg'
import { prepare } from './throughput.ts'
import { openPostgres, openCompany, companyOf } from './place.ts'
import { pick, worksOf } from './works.ts'
const p = await openPostgres()
const url = await openCompany(p, Number(process.argv[2]), console.error)
const picked = await pick(url, await companyOf(url))
const only = process.argv[3]
const works = worksOf(picked).filter(w => !only || only.split(',').includes(w.name)).map(w => ({ ...w, variants: w.variants.slice(0, 3) }))
const c = new pg.Client({ connectionString: url, options: '-c timezone=UTC -c jit=off' }); await c.connect()
const ready = await prepare(url, works)
let n = 0
for (const r of ready) for (const [k, v] of Object.entries(r.recipes)) for (const [si, s] of v.statements.entries()) {
  if (/^with/.test(s.text)) continue
  const times: number[] = []
  const name = 'p' + n++
  for (let i = 0; i < 9; i++) { const t = performance.now(); await c.query({ name, text: s.text, values: s.values as any }); times.push(performance.now() - t) }
  console.log(k, si, 'ms:', times.map(t => t.toFixed(1)).join(' '))
  if (process.argv[4]) { 
    const pl = await c.query({ text: 'explain (analyze, buffers, costs off, summary on) ' + s.text, values: s.values as any }); console.log(pl.rows.map(x => x['QUERY PLAN']).join('\n')) }
}
await c.end(); await p.stop(); process.exit(0)
