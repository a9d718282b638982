import type { Api } from './api.ts'
import { compareTotals, type Line } from './compare.ts'
import { mend, type Remark } from './mend.ts'
import { putAccounts } from './put-accounts.ts'
import { putOpportunities } from './put-opportunities.ts'
import { putPeople } from './put-people.ts'
import { putPipeline } from './put-pipeline.ts'
import { putProducts } from './put-products.ts'
import { readFiles } from './read-files.ts'
import { totalsOfApi } from './totals-of-api.ts'
import { totalsOfFiles } from './totals.ts'

export { type Api, type Identity, openApi } from './api.ts'
export type { Line } from './compare.ts'
export type { Remark } from './mend.ts'

/** What came of an import: what was mended or missing in the files, and every figure held against the API's own. */
export interface CrmSalesResult {
  readonly remarks: readonly Remark[]
  readonly totals: readonly Line[]
  readonly right: boolean
}

/**
 * Loads the CRM sales set (four CSV files) through the public HTTP API, as the person behind `api`. Can be run again after
 * a break or after changes: everything is known again by a unique key or its name. Throws AppError.
 */
export const importCrmSales = async (
  api: Api,
  folder: string,
  say: (line: string) => void,
): Promise<CrmSalesResult> => {
  const { files, remarks } = mend(readFiles(folder))
  const pipeline = await putPipeline(api)
  say('✓ 销售流程与阶段  Pipeline and stages')
  const agents = await putPeople(api, pipeline.id, files)
  say(`✓ 部门与员工  Departments and users  ${agents.size}`)
  const products = await putProducts(api, files)
  say(`✓ 产品  Products  ${products.size}`)
  const customers = await putAccounts(api, pipeline.id, files, agents)
  say(`✓ 客户  Customers  ${customers.size}`)
  await putOpportunities(
    api,
    files,
    { pipeline: pipeline.id, stages: pipeline.stages, agents, products, customers },
    (done, total) => say(`${done === total ? '✓' : '…'} 商机  Opportunities  ${done} / ${total}`),
  )
  const totals = compareTotals(totalsOfFiles(files), await totalsOfApi(api, pipeline.id))
  return { remarks, totals, right: totals.every(({ same }) => same) }
}
