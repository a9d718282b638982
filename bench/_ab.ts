import { readFileSync } from 'node:fs'
import pg from 'pg'
import { openPostgres } from './place.ts'
const p = await openPostgres()
const c = new pg.Client({ connectionString: p.url.replace(/zhike$/, process.argv[2]!), options: '-c timezone=UTC -c jit=off ' + (process.argv[5] ?? '') }); await c.connect()
const [a, b] = [3, 4].map(i => JSON.parse(readFileSync(process.argv[i]!, 'utf8')))
for (const k of Object.keys(a)) {
  if (!b[k]) continue
  const t: number[][] = [[], []]
  for (let i = 0; i < 21; i++) for (const [j, x] of [a, b].entries()) { const s = x[k].statements[0]; const t0 = performance.now(); await c.query({ name: `${k}${j}`.slice(-60), text: s.text, values: s.values }); if (i > 6) t[j]!.push(performance.now() - t0) }
  const med = t.map(x => x.sort((m, n) => m - n)[Math.floor(x.length / 2)]!.toFixed(2)); const min = t.map(x => x[0]!.toFixed(2))
  console.log(k.padEnd(40), 'median', med.join(' → '), '  min', min.join(' → '))
}
await c.end(); await p.stop(); process.exit(0)
