import { parseArgs } from 'node:util'
import type { Figure } from './figures.ts'
import { short, tableOf } from './figures.ts'
import { openCompany, openPostgres, withServices } from './place.ts'
import { throughput, type Result } from './throughput.ts'
import { pick, worksOf } from './works.ts'

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    only: { type: 'string' },
    seconds: { type: 'string', default: '4' },
    windows: { type: 'string', default: '3' },
    connections: { type: 'string', default: '16' },
  },
})

const began = Date.now()
const say = (text: string) => console.error(`${((Date.now() - began) / 1_000).toFixed(0).padStart(5)} s  ${text}`)
const settings = { seconds: Number(values.seconds), windows: Number(values.windows), connections: Number(values.connections) }
const wanted = (name: string) => !values.only || values.only.split(',').some((part) => name.startsWith(part))

const postgres = await openPostgres()
try {
  const figures: Figure[] = []
  const url = await openCompany(postgres, Number(values.rows), say)
  const schema = await withServices(url, async ({ database }) => (await database.query<{ name: string }>('select schema_name as name from zhike.workspace'))[0]!.name)
  const works = worksOf(await pick(url, schema)).filter(({ name }) => wanted(name))
  const told = (r: Result) => say(`${r.work.name}: ${short(r.ratio)} × raw  ${JSON.stringify(figureOf(r).details)} ${r.ours.errors.concat(r.raw.errors).slice(0, 2).join(' | ')}`)
  figures.push(...(await throughput(url, postgres.pid, works, settings, told)).map(figureOf))
  console.log(tableOf(figures))
} finally {
  await postgres.stop()
}

function figureOf({ work, ratio, ours, raw, statements }: Result): Figure {
  const { name, zh, en, goal } = work
  const failed = ours.errors.length + raw.errors.length
  return {
    name,
    zh,
    en,
    goal: goal === null ? '' : `≥ ${goal} × raw`,
    value: `${short(ratio)} × raw`,
    met: goal === null ? null : ratio >= goal && failed === 0,
    details: {
      '/s': short(ours.perSecond),
      'raw /s': short(raw.perSecond),
      'p50 ms': short(ours.p50),
      'p95 ms': short(ours.p95),
      'app CPU ms': short(ours.appMs),
      'PG CPU ms': short(ours.databaseMs),
      'raw CPU ms': short(raw.appMs),
      'raw PG CPU ms': short(raw.databaseMs),
      SQL: statements,
      errors: failed,
    },
  }
}
