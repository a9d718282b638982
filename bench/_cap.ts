import { prepare } from './throughput.ts'
import { openPostgres, openCompany, withServices } from './place.ts'
import { pick, worksOf } from './works.ts'
const pg = await openPostgres()
const url = await openCompany(pg, Number(process.argv[2]), console.error)
const schema = await withServices(url, async ({ database }) => (await database.query<{ name: string }>('select schema_name as name from zhike.workspace'))[0]!.name)
const picked = await pick(url, schema)
const works = worksOf(picked).filter(w => process.argv[3]!.split(',').includes(w.name)).map(w => ({ ...w, variants: w.variants.slice(0, 1) }))
const inline = (s: any) => s.text.replace(/\$(\d+)/g, (_: any, n: string) => { const v = s.values[n as any - 1]; return v === null ? 'null' : Array.isArray(v) ? `'{${v.map(x => JSON.stringify(String(x))).join(',')}}'` : `'${String(v).replaceAll("'", "''")}'` })
for (const r of await prepare(url, works)) for (const [k, v] of Object.entries(r.recipes)) { console.log('==', k, v.statements.length); for (const s of v.statements) console.log(process.argv[4] ? inline(s) : s.text, '\n') }
await pg.stop(); process.exit(0)
