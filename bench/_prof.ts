import { prepare } from './throughput.ts'
import { openPostgres, openCompany, companyOf } from './place.ts'
import { pick, worksOf } from './works.ts'
import { startChild } from './processes.ts'
import { load } from './load.ts'
const pg = await openPostgres()
const url = await openCompany(pg, Number(process.argv[2]), console.error)
const picked = await pick(url, await companyOf(url))
const ready = await prepare(url, worksOf(picked).filter(w => w.name === process.argv[3]))
const app = await startChild('app.ts', [url], ['--cpu-prof', '--cpu-prof-dir=/tmp/z/prof', '--cpu-prof-interval=200'])
const w = await load(app.port, ready[0]!.ours, 16, 8)
console.log(w.operations / w.seconds)
await app.stop()
await pg.stop(); process.exit(0)
