import { writeFileSync } from 'node:fs'
import { prepare } from './throughput.ts'
import { openPostgres, openCompany, companyOf } from './place.ts'
import { pick, worksOf } from './works.ts'
const p = await openPostgres()
const url = await openCompany(p, Number(process.argv[2]), console.error)
const picked = await pick(url, await companyOf(url))
const only = process.argv[3]!.split(',')
const works = worksOf(picked).filter(w => only.includes(w.name)).map(w => ({ ...w, variants: w.variants.slice(0, 2) }))
writeFileSync(process.argv[4]!, JSON.stringify(Object.assign({}, ...(await prepare(url, works)).map(r => r.recipes))))
await p.stop(); process.exit(0)
