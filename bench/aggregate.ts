import pg from 'pg'
import { capturing } from './capture.ts'
import { adminEmail, salesEmail } from './company.ts'
import { openConnection, requestBytes } from './connection.ts'
import type { Figure } from './figures.ts'
import { short } from './figures.ts'
import { median, percentile } from './load.ts'
import { startChild } from './processes.ts'

/** What somebody who knows SQL would write for the same question. */
const plain = (
  schema: string,
) => `select stage, to_char("expectedClose", 'YYYY-MM') as month, count(*), sum(amount), min(amount)
  from "${schema}".opportunity where "deletedAt" is null group by 1, 2 order by 1, 2`

const kept = '/api/v1/records/opportunity/aggregate?group=stage,expectedClose:month&measure=count,sum:amount'
/** The least is not kept: for it the records themselves are read. */
const path = `${kept},min:amount`

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

/** The same from standing totals, as the administrator and as the salesperson, one at a time. */
export const standingFigures = async (url: string, rounds: number): Promise<Figure[]> => {
  const app = await startChild('app.ts', [url])
  const figures: Figure[] = []
  try {
    for (const [email, zh, en] of [
      [adminEmail, '管理员', 'administrator'],
      [salesEmail, '销售', 'salesperson'],
    ] as const) {
      const cookie = await capturing(url, email, async (_, signedIn) => signedIn)
      const connection = await openConnection(app.port)
      const ask = requestBytes('GET', kept, { cookie })
      const times: number[] = []
      for (let round = 0; round < rounds; round++)
        times.push(
          await timed(async () => {
            const reply = await connection.send(ask)
            if (!reply.body.endsWith('"standing":true}')) throw new Error(reply.body.slice(-200))
          }),
        )
      connection.close()
      // The first few make the session known and the statement prepared.
      const ms = median(times.slice(5))
      figures.push({
        name: `standing-${en}`,
        zh: `常驻汇总:${zh}`,
        en: `standing totals: ${en}`,
        goal: '≤ 10 ms',
        value: `${short(ms)} ms`,
        met: ms <= 10,
        details: {
          'p50 ms': short(ms),
          'p95 ms': short(
            percentile(
              times.slice(5).sort((a, b) => a - b),
              0.95,
            ),
          ),
        },
      })
    }
    return figures
  } finally {
    await app.stop()
  }
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return performance.now() - began
}
