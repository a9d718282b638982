import { published, type Totals } from './totals.ts'

/** One figure side by side. `published` is null where nobody published it. */
export interface Line {
  readonly zh: string
  readonly en: string
  readonly published: string | null
  readonly files: string
  readonly api: string
  readonly same: boolean
}

/**
 * Every figure as published, as the files say and as the API says. The published ones are only shown for the set they were
 * published of; a shortened copy is held against its own rows alone.
 */
export const compareTotals = (files: Totals, api: Totals): readonly Line[] => {
  const whole = files.opportunities === published.opportunities
  const line = (zh: string, en: string, of: (totals: Totals) => string | number | undefined): Line => {
    const [a, b] = [String(of(files) ?? '–'), String(of(api) ?? '–')]
    const said = whole ? of({ ...published, bestSeller: files.bestSeller }) : undefined
    return {
      zh,
      en,
      published: said === undefined ? null : String(said),
      files: a,
      api: b,
      same: a === b && (said === undefined || String(said) === b),
    }
  }
  const keys = (name: 'stages' | 'quarters') => [...new Set([...Object.keys(files[name]), ...Object.keys(api[name])])]
  return [
    line('商机总数', 'opportunities', (t) => t.opportunities),
    ...keys('stages').map((stage) => line(`阶段 ${stage}`, `stage ${stage}`, (t) => t.stages[stage])),
    line('赢单金额', 'won revenue', (t) => t.wonRevenue),
    line('赢率 %', 'win rate %', (t) => t.winRate),
    line('平均赢单金额', 'average won', (t) => t.averageWon),
    ...keys('quarters').map((quarter) => line(`${quarter} 赢单`, `won in ${quarter}`, (t) => t.quarters[quarter])),
    line('业绩第一', 'top agent', (t) => t.bestSeller),
    line('其赢单金额', 'her won revenue', (t) => t.bestSellerRevenue),
    line('无客户的商机', 'without an account', (t) => t.withoutAccount),
    line('无接触日的商机', 'without engage date', (t) => t.withoutEngageDate),
  ]
}
