import { round } from '#shared/decimal'
import type { Api } from './api.ts'
import { type Totals, winRate } from './totals.ts'

/** A row of an aggregate: groups by reference come with a title, sums as text. */
interface Row {
  readonly count: number
  readonly stage: { readonly title: string }
  readonly owner: { readonly title: string }
  readonly 'closedOn:quarter': string
  readonly 'sum:amount': string | null
  readonly 'avg:amount': string | null
}

/** The figures as the API's own aggregates give them, over the opportunities of this pipeline. */
export const totalsOfApi = async (api: Api, pipeline: string): Promise<Totals> => {
  const ask = async (query: Record<string, string>, ...tests: object[]) =>
    (
      await api.get<{ data: Row[] }>('/records/opportunity/aggregate', {
        ...query,
        filter: JSON.stringify({ and: [{ pipeline }, ...tests] }),
      })
    ).data
  const won = { outcome: 'won' }
  const [byStage, [all], quarters, [best], [noAccount], [noDate]] = await Promise.all([
    ask({ group: 'stage', measure: 'count' }),
    ask({ measure: 'count,sum:amount,avg:amount' }, won),
    ask({ group: 'closedOn:quarter', measure: 'sum:amount' }, won),
    ask({ group: 'owner', measure: 'sum:amount', sort: '-sum:amount', limit: '1' }, won),
    ask({ measure: 'count' }, { customer: { empty: true } }),
    ask({ measure: 'count' }, { engagedOn: { empty: true } }),
  ])
  const stages: Record<string, number> = Object.fromEntries(byStage.map((row) => [row.stage.title, row.count]))
  return {
    opportunities: Object.values(stages).reduce((total, n) => total + n, 0),
    stages,
    wonRevenue: money(all?.['sum:amount']),
    winRate: winRate(stages['Won'] ?? 0, stages['Lost'] ?? 0),
    averageWon: money(all?.['avg:amount']),
    quarters: Object.fromEntries(quarters.map((row) => [row['closedOn:quarter'], money(row['sum:amount'])])),
    bestSeller: best?.owner.title ?? '',
    bestSellerRevenue: money(best?.['sum:amount']),
    withoutAccount: noAccount?.count ?? 0,
    withoutEngageDate: noDate?.count ?? 0,
  }
}

const money = (sum: string | null | undefined) => round(sum ?? '0', 2)
