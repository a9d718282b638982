import { waysApart } from '../query/list-branches.ts'
import type { Access } from '../rights/access.ts'
import { indexOf, seenBy } from '../rights/ways.ts'
import type { ObjectModel } from '../schema/model.ts'
import { and, column, type Sql, sql, value } from '../sql.ts'
import { tokensColumn } from './index-row.ts'
import type { SearchNode, Way } from './search-node.ts'

type Tokens = Way['tokens'][number]

/** Questions to the index that one search is split into, at most. */
const mostQuestions = 24

/**
 * The questions to the index that together find every row: for each way to find the first term each way to find the next.
 * None where a term may be found in a way that no token stands for.
 */
export const questionsOf = (node: SearchNode): readonly (readonly Tokens[])[] => {
  const terms = node.terms
    .filter((ways) => ways.length > 0 && ways.every((way) => way.tokens.length > 0))
    .map((ways) => ways.flatMap((way) => way.tokens))
  const [first, ...rest] = terms
  if (!first) return []
  return rest.reduce(
    (asked, term) =>
      asked.length * term.length > mostQuestions ? asked : asked.flatMap((a) => term.map((t) => [...a, t])),
    first.map((t) => [t]),
  )
}

/** Rows that the index may yield: a term that has more is too common to be worth asking it. */
const mostFound = { anywhere: 4_000, withinReach: 2_000 } as const

/** What the index yields for a search. */
export interface Found {
  /** The places of the rows, one more than it may if the term is too common for it. */
  readonly places: Sql
  /** Of these places in `found`: are they more than it may. */
  readonly tooMany: Sql
}

/**
 * Asks the index for the tokens, and where only a part of the table is within reach, in the same look for who reaches it: of
 * a thousand companies called 恒信 a salesperson's twenty are read and few others. Whether she may see them is asked
 * afterwards.
 */
export const foundSql = (
  access: Access,
  schema: string,
  object: ObjectModel,
  node: SearchNode,
  atMost?: number,
): Found => {
  const within = withinReach(access, schema, object)
  const most = atMost ?? (within ? mostFound.withinReach : mostFound.anywhere)
  const limit = sql.raw(String(most + 1))
  const page = (where: Sql) =>
    sql`select b.ctid as place from ${sql.id(schema, object.name)} as b where b."deletedAt" is null and ${where} limit ${limit}`
  const alike = Map.groupBy(questionsOf(node), (tokens) => tokens.map((t) => t.how).join())
  const places = [...alike.values()].flatMap((questions) => {
    const [{ length }] = questions as [readonly Tokens[]]
    const has = and(questions[0]!.map(({ how }, i) => tokensSql(how, sql.id('q', `t${i}`))))
    const rows = questions.map(
      (tokens) => sql`(${sql.join(tokens.map((t) => sql`(select ${value(t.value, 'int4[]')})`))})`,
    )
    const names = Array.from({ length }, (_, i) => sql.id(`t${i}`))
    // Each behind a `select`: what PostgreSQL cannot guess at, it asks the index for, whatever the tokens.
    const asked = sql`(values ${sql.join(rows)}) as q(${sql.join(names)})`
    return (within ?? [everywhere]).map(({ of, where, few }) => {
      const found = page(and([few ? notByIndex(has) : has, where]))
      return sql`(select l.place from ${asked} ${of ? sql`cross join unnest(${of}) as d(id)` : sql``} cross join lateral (${found}) l)`
    })
  })
  return {
    places: sql`select distinct place from (${sql.join(places, sql` union all `)}) a limit ${limit}`,
    tooMany: sql`(select count(*) > ${sql.raw(String(most))} from found)`,
  }
}

/** A part of what is within reach, of alias `b`. */
interface Part {
  readonly where: Sql
  /** The list that `where` compares with as `d.id`. */
  readonly of?: Sql
  /** Are there so few that they are looked through, instead of asking the index. */
  readonly few?: boolean
}

const everywhere: Part = { where: sql`true` }

/** Null where everything is, or where nothing tells the parts. */
const withinReach = (access: Access, schema: string, object: ObjectModel): Part[] | null => {
  const ways = waysApart(access, object)
  if (!ways || ways.some(([way]) => way.reason.kind === 'rule' && indexOf(schema, way) === null)) return null
  return ways.map((group): Part => {
    const [way] = group
    const index = indexOf(schema, way)
    if (!index) return { where: seenBy(access, schema, group, 'b'), few: true }
    const at = column('b', index.column)
    return way.reason.kind === 'own'
      ? { where: sql`${at} = ${index.list}` }
      : { where: sql`${at} = d.id`, of: index.list }
  })
}

/** The rows of `foundSql`, in the statement that begins with it as `found`. Places hold within one statement. */
export const foundRowsSql = (schema: string, object: ObjectModel, alias: string): Sql =>
  sql`found join ${sql.id(schema, object.name)} as ${sql.id(alias)} on ${column(alias, 'ctid')} = found.place`

const tokensSql = (how: Tokens['how'], tokens: Sql): Sql =>
  sql`${column('b', tokensColumn)} ${sql.raw(how === 'all' ? '@>' : '&&')} ${tokens}`

/** For rows that something else finds sooner. */
const notByIndex = (condition: Sql): Sql => sql`(case when ${condition} then true else false end)`
