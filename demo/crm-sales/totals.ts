import { add } from '#shared/decimal'
import type { CrmSalesFiles } from './read-files.ts'

/** The figures by which one sees whether the import is right. Money with two digits, the win rate in percent. */
export interface Totals {
  readonly opportunities: number
  /** Opportunities by stage. */
  readonly stages: Readonly<Record<string, number>>
  readonly wonRevenue: string
  /** Won of all that are closed. */
  readonly winRate: string
  readonly averageWon: string
  /** Won revenue by quarter of closing, '2017-Q1'. */
  readonly quarters: Readonly<Record<string, string>>
  readonly bestSeller: string
  readonly bestSellerRevenue: string
  readonly withoutAccount: number
  readonly withoutEngageDate: number
}

/** What the publisher and those who worked with the set say of it: 8,800 opportunities of 2016 and 2017. */
export const published: Omit<Totals, 'bestSeller'> = {
  opportunities: 8800,
  stages: { Prospecting: 500, Engaging: 1589, Won: 4238, Lost: 2473 },
  wonRevenue: '10005534.00',
  winRate: '63.15',
  averageWon: '2360.91',
  quarters: { '2017-Q1': '1134672.00', '2017-Q2': '3086111.00', '2017-Q3': '2982255.00', '2017-Q4': '2802496.00' },
  bestSellerRevenue: '1153214.00',
  withoutAccount: 1425,
  withoutEngageDate: 500,
}

/** The same figures, added up from the rows of the files. */
export const totalsOfFiles = ({ pipeline }: CrmSalesFiles): Totals => {
  const count = (stage: string) => pipeline.filter((row) => row.deal_stage === stage).length
  const won = pipeline.filter((row) => row.deal_stage === 'Won')
  const sum = (rows: typeof won) => rows.reduce((total, row) => add(total, row.close_value), '0.00')
  const sellers = [...Map.groupBy(won, (row) => row.sales_agent)].map(([name, rows]) => ({ name, revenue: sum(rows) }))
  const [best] = sellers.sort((a, b) => Number(b.revenue) - Number(a.revenue))
  const quarters = [...Map.groupBy(won, (row) => quarterOf(row.close_date))].sort(([a], [b]) => (a < b ? -1 : 1))
  const stages = ['Prospecting', 'Engaging', 'Won', 'Lost'].map((name) => [name, count(name)] as const)
  return {
    opportunities: pipeline.length,
    stages: Object.fromEntries(stages.filter(([, n]) => n > 0)),
    wonRevenue: sum(won),
    winRate: winRate(won.length, count('Lost')),
    averageWon: average(sum(won), won.length),
    quarters: Object.fromEntries(quarters.map(([quarter, rows]) => [quarter, sum(rows)])),
    bestSeller: best?.name ?? '',
    bestSellerRevenue: best?.revenue ?? '0.00',
    withoutAccount: pipeline.filter((row) => row.account === '').length,
    withoutEngageDate: pipeline.filter((row) => row.engage_date === '').length,
  }
}

export const winRate = (won: number, lost: number): string =>
  won + lost ? ((100 * won) / (won + lost)).toFixed(2) : '0.00'

const average = (sum: string, count: number): string => (count ? (Number(sum) / count).toFixed(2) : '0.00')

const quarterOf = (date: string) => `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`
