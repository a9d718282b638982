import { multiply } from '#shared/decimal'
import type { Api } from './api.ts'
import { putByName, update } from './put.ts'
import type { CrmSalesFiles } from './read-files.ts'

/** The set's sectors that a customer's industry knows under the same word. */
const industries = new Set(
  'retail technology medical marketing finance software entertainment telecommunications services employment'.split(
    ' ',
  ),
)

const sizes = [
  [20, 's1'],
  [100, 's2'],
  [500, 's3'],
  [1000, 's4'],
  [10_000, 's5'],
  [Infinity, 's6'],
] as const

/** Accounts become customers, then subsidiaries get their parents. The customers' ids by name. */
export const putAccounts = async (
  api: Api,
  anchor: string,
  files: CrmSalesFiles,
  agents: ReadonlyMap<string, string>,
): Promise<Map<string, string>> => {
  const sellers = busiestSellers(files)
  const customers = files.accounts.map((account) => ({
    name: account.account,
    kind: 'company',
    industry: industries.has(account.sector) ? account.sector : 'other',
    size: sizes.find(([below]) => Number(account.employees) < below)![1],
    // The file counts in millions.
    revenue: multiply(account.revenue, '1000000'),
    employees: Number(account.employees),
    founded: Number(account.year_established),
    address: { detail: account.office_location },
    source: 'import',
    tags: ['CRM sales'],
    owner: agents.get(sellers.get(account.account) ?? '') ?? null,
  }))
  const ids = await putByName(api, anchor, 'customer', customers)
  const subsidiaries = files.accounts.filter((a) => ids.has(a.subsidiary_of))
  await update(
    api,
    'customer',
    subsidiaries.map((a) => ({ id: ids.get(a.account), parent: ids.get(a.subsidiary_of) })),
  )
  return ids
}

/** The files name no owner of an account: it falls to the agent with the most opportunities there, of equals the first by name. */
const busiestSellers = ({ pipeline }: CrmSalesFiles): Map<string, string> => {
  const byAccount = Map.groupBy(
    pipeline.filter((row) => row.account !== ''),
    (row) => row.account,
  )
  return new Map(
    [...byAccount].map(([account, rows]) => {
      const counts = [...Map.groupBy(rows, (row) => row.sales_agent)].map(([agent, deals]) => ({
        agent,
        deals: deals.length,
      }))
      counts.sort((a, b) => b.deals - a.deals || (a.agent < b.agent ? -1 : 1))
      return [account, counts[0]!.agent]
    }),
  )
}
