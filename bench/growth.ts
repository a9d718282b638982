import type { Figure } from './figures.ts'
import { short } from './figures.ts'
import { load, median, percentile } from './load.ts'
import { pagesOf } from './pages.ts'
import { startChild } from './processes.ts'
import { prepare } from './throughput.ts'
import type { Work } from './work.ts'

/** A company of some size and the works that ask for its records. */
export interface Grown {
  readonly url: string
  readonly works: readonly Work[]
}

/**
 * How much longer each work takes on ten times the data: the times of one connection, measured in turn, and the pages its
 * statements touch, which tell work from caches and from what else the machine does.
 */
export const growthFigures = async (
  small: Grown,
  big: Grown,
  seconds: number,
  windows: number,
  tell: (figure: Figure) => void,
): Promise<void> => {
  const sides = [await open(small), await open(big)] as const
  try {
    for (const [i, { work }] of sides[0].ready.entries()) {
      const times: [number[], number[]] = [[], []]
      for (let window = 0; window <= windows; window++)
        for (const [s, side] of sides.entries()) {
          const { times: all } = await load(side.app.port, side.ready[i]!.ours, 1, seconds)
          if (window > 0) times[s as 0 | 1].push(percentile(all, 0.5))
        }
      const ratio = median(times[1].map((time, window) => time / times[0][window]!))
      const [before, after] = await Promise.all(sides.map((side) => side.pages(i)))
      tell({
        name: `growth-${work.name}`,
        zh: `10 倍数据:${work.zh}`,
        en: `10 × the rows: ${work.en}`,
        goal: '≤ 1.3 × the time',
        value: `${short(ratio)} × the time, ${short(after! / before!)} × the pages`,
        met: ratio <= 1.3,
        details: {
          'p50 ms': short(median(times[1])),
          'p50 ms at a tenth': short(median(times[0])),
          pages: `${after}`,
          'pages at a tenth': `${before}`,
        },
      })
    }
  } finally {
    for (const { app } of sides) await app.stop()
  }
}

const open = async ({ url, works }: Grown) => {
  const ready = await prepare(url, works)
  return {
    ready,
    pages: (i: number) => pagesOf(url, Object.values(ready[i]!.recipes), works[i]!.variants.length),
    app: await startChild('app.ts', [url]),
  }
}
