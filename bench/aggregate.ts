import pg from 'pg'
import { capturing } from './capture.ts'
import { adminEmail } from './company.ts'
import { openConnection, requestBytes } from './connection.ts'
import type { Figure } from './figures.ts'
import { short } from './figures.ts'
import { median } from './load.ts'
import { startChild } from './processes.ts'

/** What somebody who knows SQL would write for the same question. */
const plain = (schema: string) => `select stage, to_char("expectedClose", 'YYYY-MM') as month, count(*), sum(amount)
  from "${schema}".opportunity where "deletedAt" is null group by 1, 2 order by 1, 2`

const path = '/api/v1/records/opportunity/aggregate?group=stage,expectedClose:month&measure=count,sum:amount'

/** Sum by stage and month over every opportunity, as the administrator, against the time of plain SQL. */
export const aggregateFigure = async (url: string, schema: string, rounds: number): Promise<Figure> => {
  const cookie = await capturing(url, adminEmail, async (_, signedIn) => signedIn)
  const app = await startChild('app.ts', [url])
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const connection = await openConnection(app.port)
  const ask = requestBytes('GET', path, { cookie })
  const ours: number[] = []
  const raw: number[] = []
  try {
    for (let round = 0; round <= rounds; round++) {
      ours.push(
        await timed(async () => {
          const reply = await connection.send(ask)
          if (reply.status !== 200) throw new Error(reply.body)
        }),
      )
      raw.push(await timed(() => client.query({ name: 'plain', text: plain(schema) })))
    }
  } finally {
    connection.close()
    await client.end()
    await app.stop()
  }
  // The first round fills the caches.
  const ratio = median(ours.slice(1)) / median(raw.slice(1))
  return {
    name: 'aggregate',
    zh: '百万行按阶段与月份汇总',
    en: 'sum by stage and month',
    goal: '≤ 1.2 × raw SQL',
    value: `${short(ratio)} × raw SQL`,
    met: ratio <= 1.2,
    details: { 'p50 ms': short(median(ours.slice(1))), 'raw p50 ms': short(median(raw.slice(1))) },
  }
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return performance.now() - began
}
