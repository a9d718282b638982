import { defineError } from '#engine'
import type { CrmSalesFiles } from './read-files.ts'

export const UnknownNames = defineError(
  'import.unknownNames',
  422,
  'sales_pipeline.csv 里有 {count} 处对不上其他文件,例如:{examples}',
  'sales_pipeline.csv names {count} things that the other files do not know, such as {examples}',
)

/** Something about the files that a person should know: what was found, how often, and what was made of it. */
export interface Remark {
  readonly count: number
  readonly zh: string
  readonly en: string
}

const misspelled: Readonly<Record<string, string>> = { technolgy: 'technology', Philipines: 'Philippines' }

/** The files with their known slips put right, and a remark for each. Throws UnknownNames for what cannot be matched. */
export const mend = (files: CrmSalesFiles): { readonly files: CrmSalesFiles; readonly remarks: readonly Remark[] } => {
  const mended = tally()
  const spell = (word: string) => {
    const right = misspelled[word]
    return right ? mended.note(`${word} → ${right}`, right) : word
  }
  const products = new Map(files.products.map(({ product }) => [bare(product), product]))
  const productOf = (name: string) => {
    const listed = products.get(bare(name))
    return listed && listed !== name ? mended.note(`${name} → ${listed}`, listed) : name
  }
  const accounts = files.accounts.map((row) => ({
    ...row,
    sector: spell(row.sector),
    office_location: spell(row.office_location),
  }))
  const pipeline = files.pipeline.map((row) => ({ ...row, product: productOf(row.product) }))
  const right = { ...files, accounts, pipeline }
  refuseUnknown(right)
  const remarks = [...mended.counts].map(([change, count]) => ({
    count,
    zh: `已更正拼写 ${change}`,
    en: `spelling mended: ${change}`,
  }))
  return { files: right, remarks: [...remarks, ...gaps(right)].filter(({ count }) => count > 0) }
}

/** "GTXPro" and "GTX Pro" are one product. */
const bare = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '')

const tally = () => {
  const counts = new Map<string, number>()
  const note = (change: string, right: string) => {
    counts.set(change, (counts.get(change) ?? 0) + 1)
    return right
  }
  return { counts, note }
}

const refuseUnknown = ({ accounts, products, teams, pipeline }: CrmSalesFiles): void => {
  const known = {
    account: new Set(['', ...accounts.map((a) => a.account)]),
    product: new Set(products.map((p) => p.product)),
    sales_agent: new Set(teams.map((t) => t.sales_agent)),
    deal_stage: new Set(['Prospecting', 'Engaging', 'Won', 'Lost']),
  }
  const columns = Object.keys(known) as (keyof typeof known)[]
  const strangers = pipeline.flatMap((row) => columns.filter((c) => !known[c].has(row[c])).map((c) => `${c}=${row[c]}`))
  if (strangers.length > 0)
    throw UnknownNames({ count: strangers.length, examples: [...new Set(strangers)].slice(0, 3).join('、') })
}

const gaps = ({ teams, pipeline }: CrmSalesFiles): Remark[] => {
  const selling = new Set(pipeline.map((row) => row.sales_agent))
  return [
    {
      count: pipeline.filter((row) => row.account === '').length,
      zh: '商机没有填客户,已按无客户导入',
      en: 'opportunities without an account, kept without a customer',
    },
    {
      count: pipeline.filter((row) => row.engage_date === '').length,
      zh: '商机没有开始接触日,留空',
      en: 'opportunities without an engage date, left empty',
    },
    {
      count: teams.filter((row) => !selling.has(row.sales_agent)).length,
      zh: '名销售没有任何商机,仍建为员工',
      en: 'agents without any opportunity, made users all the same',
    },
  ]
}
