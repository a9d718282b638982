import type { Api } from './api.ts'
import { upsert } from './put.ts'
import type { CrmSalesFiles } from './read-files.ts'

/** Products, known again by a code made of the name. Their ids by name. */
export const putProducts = async (api: Api, { products }: CrmSalesFiles): Promise<Map<string, string>> => {
  const codeOf = (name: string) => name.toUpperCase().replaceAll(' ', '-')
  const rows = products.map((p) => ({
    code: codeOf(p.product),
    name: p.product,
    series: p.series,
    price: p.sales_price,
  }))
  const ids = await upsert(api, 'product', 'code', rows)
  return new Map(products.map((p) => [p.product, ids.get(codeOf(p.product))!]))
}
