import pg from 'pg'
import type { Recipe, Sent } from './recipe.ts'

/**
 * How many pages of the database (8 kB each) an operation touches, on average over its variants and with plans made as the
 * engine has them made: a measure of work that nothing else on the machine disturbs.
 */
export const pagesOf = async (url: string, recipes: readonly Recipe[], variants: number): Promise<number> => {
  const client = new pg.Client({ connectionString: url, options: '-c timezone=UTC -c datestyle=ISO -c jit=off' })
  await client.connect()
  try {
    let pages = 0
    for (const statement of recipes.flatMap((r) => r.statements)) pages += await touched(client, statement)
    return Math.round(pages / variants)
  } finally {
    await client.end()
  }
}

const touched = async (client: pg.Client, { text, values, prepared }: Sent): Promise<number> => {
  await client.query(`set plan_cache_mode = force_${prepared ? 'generic' : 'custom'}_plan`)
  await client.query(`prepare measured as ${text}`)
  const given = values.length > 0 ? `(${values.map(literal).join(', ')})` : ''
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>(
    `explain (analyze, buffers, timing off, format json) execute measured${given}`,
  )
  await client.query('deallocate measured')
  const [{ Plan }] = rows[0]!['QUERY PLAN']
  return Plan['Shared Hit Blocks']! + Plan['Shared Read Blocks']!
}

const literal = (value: unknown): string => {
  if (value === null) return 'null'
  if (!Array.isArray(value)) return pg.escapeLiteral(String(value))
  return pg.escapeLiteral(`{${value.map((each) => JSON.stringify(each)).join(',')}}`)
}
