import type { Figure } from './figures.ts'
import { short } from './figures.ts'
import { load, median, percentile } from './load.ts'
import { startChild } from './processes.ts'
import { prepare } from './throughput.ts'
import type { Work } from './work.ts'

/** A company of some size and the works that ask for its records. */
export interface Grown {
  readonly url: string
  readonly works: readonly Work[]
}

/** How much longer each work takes on ten times the data: the medians of one connection, measured in turn. */
export const growthFigures = async (small: Grown, big: Grown, seconds: number, windows: number): Promise<Figure[]> => {
  const sides = [await open(small), await open(big)] as const
  try {
    const figures: Figure[] = []
    for (const [i, { work }] of sides[0].ready.entries()) {
      const times: [number[], number[]] = [[], []]
      for (let window = 0; window <= windows; window++)
        for (const [s, side] of sides.entries()) {
          const { times: all } = await load(side.app.port, side.ready[i]!.ours, 1, seconds)
          if (window > 0) times[s as 0 | 1].push(percentile(all, 0.5))
        }
      const [before, after] = [median(times[0]), median(times[1])]
      figures.push({
        name: `growth-${work.name}`,
        zh: `10 倍数据:${work.zh}`,
        en: `10 × the rows: ${work.en}`,
        goal: '≤ 1.3 × the time',
        value: `${short(after / before)} × the time`,
        met: after / before <= 1.3,
        details: { 'p50 ms': short(after), 'p50 ms at a tenth': short(before) },
      })
    }
    return figures
  } finally {
    for (const { app } of sides) await app.stop()
  }
}

const open = async ({ url, works }: Grown) => ({
  ready: await prepare(
    url,
    works.filter((w) => w.grows),
  ),
  app: await startChild('app.ts', [url]),
})
