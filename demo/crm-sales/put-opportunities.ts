import type { Api } from './api.ts'
import { upsert } from './put.ts'
import type { CrmSalesFiles } from './read-files.ts'

/** The ids that an opportunity points to, by the names that the files use. */
export interface Known {
  readonly pipeline: string
  readonly stages: ReadonlyMap<string, string>
  readonly agents: ReadonlyMap<string, string>
  readonly products: ReadonlyMap<string, string>
  readonly customers: ReadonlyMap<string, string>
}

/** Opportunities, known again by the set's own number (`externalId`). */
export const putOpportunities = async (
  api: Api,
  { pipeline }: CrmSalesFiles,
  known: Known,
  progress: (done: number, total: number) => void,
): Promise<void> => {
  const rows = pipeline.map((row) => ({
    externalId: row.opportunity_id,
    name: `${row.account || 'No account'} · ${row.product}`,
    customer: known.customers.get(row.account) ?? null,
    product: known.products.get(row.product),
    pipeline: known.pipeline,
    stage: known.stages.get(row.deal_stage),
    amount: row.close_value || null,
    engagedOn: row.engage_date || null,
    closedOn: row.close_date || null,
    source: 'import',
    tags: ['CRM sales'],
    owner: known.agents.get(row.sales_agent),
  }))
  await upsert(api, 'opportunity', 'externalId', rows, progress)
}
