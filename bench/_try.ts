import { openPostgres, openCompany } from './place.ts'
const t = Date.now()
const pg = await openPostgres()
console.log(pg.adminUrl)
try { await openCompany(pg, Number(process.argv[2] ?? 20000), (s) => console.log(((Date.now() - t) / 1000).toFixed(1), s)) } catch (e) { console.log(e) }
console.log((Date.now() - t) / 1000)
await pg.stop(); process.exit(0)
