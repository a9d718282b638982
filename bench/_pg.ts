import pg from 'pg'
import { openPostgres } from './place.ts'
const p = await openPostgres()
const c = new pg.Client({ connectionString: p.adminUrl.replace(/postgres$/, process.argv[2]!) }); await c.connect()
for (const q of process.argv.slice(3)) { const t = performance.now(); const r: any = await c.query(q); console.log(r.rows.map((x: any) => Object.values(x).join(' | ')).join('\n'), (performance.now() - t).toFixed(1)) }
await c.end(); await p.stop(); process.exit(0)
