import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { aggregateFigure, standingFigures } from './aggregate.ts'
import { type Figure, short, tableOf } from './figures.ts'
import { growthFigures } from './growth.ts'
import { importFigures } from './import.ts'
import { searcherEmail } from './company.ts'
import { companyOf, directory, openCompany, openPostgres } from './place.ts'
import { fillSearchIndex } from './fill/search-index.ts'
import { sizeOf } from './fill/size.ts'
import { hireSearcher, pickSought, searchWorks } from './search.ts'
import { searchBoxFigures } from './search-box.ts'
import { screenFigures } from './screens.ts'
import { startUpFigures } from './start-up.ts'
import { type Result, throughput } from './throughput.ts'
import type { Work } from './work.ts'
import { pick, worksOf } from './works.ts'
import { checkWritten } from './written.ts'

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    only: { type: 'string' },
    seconds: { type: 'string', default: '4' },
    windows: { type: 'string', default: '3' },
    connections: { type: 'string', default: '16' },
  },
})
const [rows, seconds, windows] = [Number(values.rows), Number(values.seconds), Number(values.windows)]
const settings = { seconds, windows, connections: Number(values.connections) }
const wanted = (name: string) => !values.only || values.only.split(',').some((part) => name.startsWith(part))

const began = Date.now()
const say = (text: string) => console.error(`${((Date.now() - began) / 1_000).toFixed(0).padStart(5)} s  ${text}`)

const postgres = await openPostgres()
const figures: Figure[] = []
const keep = (...found: Figure[]) => {
  for (const { name, value, details } of found) say(`${name}: ${value}  ${JSON.stringify(details)}`)
  figures.push(...found)
}
try {
  if (wanted('import')) keep(...(await importFigures(postgres, Math.min(rows, 100_000), say)))
  if (!values.only?.split(',').every((part) => part.startsWith('import'))) await measureCompany()
} finally {
  await postgres.stop()
}
writeFileSync(
  path.join(directory(), 'last.json'),
  JSON.stringify({ at: new Date().toISOString(), settings: { rows, ...settings }, figures }, null, 2),
)
console.log(tableOf(figures))
process.exit(figures.some((f) => f.met === false) ? 1 : 0)

/** Everything that is measured on the company of that many customers. */
async function measureCompany(): Promise<void> {
  const size = sizeOf(rows)
  const url = await openCompany(postgres, size, say)
  const schema = await companyOf(url)
  const all = worksOf(await pick(url, schema, size))
  const works = all.filter(({ name }) => wanted(name))
  if (works.length > 0) await throughput(url, postgres.pid, works, settings, (result) => keep(figureOf(result)))
  const wrong = await checkWritten(url, postgres.adminUrl, schema)
  if (wrong.length > 0)
    keep({
      name: 'written',
      zh: '写入后的核对',
      en: 'check of what was written',
      goal: '0',
      value: wrong.join('; '),
      met: false,
      details: {},
    })
  if (wanted('search')) await measureSearch(url, schema)
  if (wanted('aggregate')) keep(await aggregateFigure(url, schema, 2 * windows + 1))
  if (wanted('standing')) keep(...(await standingFigures(url, 60)))
  if (wanted('screens')) keep(...(await screenFigures(url)))
  const grows = (work: Work) => work.grows === true && wanted(`growth-${work.name}`)
  if (all.some(grows)) {
    // A company grows by people: with a tenth of them each has as many customers of her own, and the same page to find.
    const tenth = sizeOf(rows / 10, size.users / 10)
    const small = await openCompany(postgres, tenth, say)
    // What search keeps makes rows twice as wide: one company with it and one without are no comparison.
    for (const company of [small, url]) await fillSearchIndex(company, say)
    const smallWorks = worksOf(await pick(small, await companyOf(small), tenth)).filter(grows)
    const big = { url, works: all.filter(grows) }
    await growthFigures({ url: small, works: smallWorks }, big, Math.min(seconds, 2), windows, keep)
  }
  if (wanted('start')) {
    // Or the server would be at that job while it is taken for idle.
    await fillSearchIndex(url, say)
    keep(...(await startUpFigures(url, path.join(directory(), 'app'), 3)))
  }
}

/** Searching, on an index that is filled for it the first time. */
async function measureSearch(url: string, schema: string): Promise<void> {
  await fillSearchIndex(url, say)
  await hireSearcher(url)
  const sought = await pickSought(url, schema)
  const works = searchWorks(sought).filter(({ name }) => wanted(name))
  await throughput(url, postgres.pid, works, settings, (result) => keep(figureOf(result)), searcherEmail)
  if (['search-all', 'search-one'].some(wanted))
    keep(...(await searchBoxFigures(url, postgres.pid, sought, settings.connections, Math.max(seconds, 8))))
}

function figureOf({ work, ratio, ours, raw, statements }: Result): Figure {
  const { name, zh, en, goal } = work
  const failed = ours.errors.length + raw.errors.length
  for (const error of [...ours.errors, ...raw.errors].slice(0, 3)) say(`  ${error}`)
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
      'raw CPU share': short((raw.appMs + raw.databaseMs) / (ours.appMs + ours.databaseMs)),
      SQL: statements,
    },
  }
}
