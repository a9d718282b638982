import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
  sql,
} from 'kysely'
import pg from 'pg'

/** A piece of SQL with its parameters bound. Identifiers come by `sql.id`/`sql.ref` from declarations, values by slots. */
export type Sql = RawBuilder<unknown>

/** What a compiled statement is run with: the values of this request, and who asks. */
export interface Inputs {
  readonly values: readonly unknown[]
  readonly actor: ActorValues
  /** The clock's time, ISO 8601. */
  readonly now: string
}

/** The facts about the asking person that row scopes compare with. */
export interface ActorValues {
  readonly id: string
  /** Herself and everyone below her. */
  readonly subordinates: readonly string[]
  readonly departments: readonly string[]
  /** Her departments and everything below them. */
  readonly departmentTree: readonly string[]
}

/** A parameter whose value is known only when the statement runs, so that its text can be kept and prepared. */
interface Slot {
  read(inputs: Inputs): unknown
  /** The fact about the asking person that it stands for. */
  readonly fact?: keyof ActorValues
}

const slot = (read: (inputs: Inputs) => unknown, fact?: keyof ActorValues): Sql =>
  sql`${{ read, ...(fact ? { fact } : {}) } satisfies Slot}`

/** The request's value number `index`. */
export const value = (index: number, type: string): Sql => sql`${slot((i) => i.values[index])}::${sql.raw(type)}`

/** A fact about the asking person. */
export const actor = (fact: keyof ActorValues): Sql =>
  sql`${slot((i) => i.actor[fact], fact)}::${sql.raw(fact === 'id' ? 'uuid' : 'uuid[]')}`

/** The time of the request. */
export const now: Sql = sql`${slot((i) => i.now)}::timestamptz`

/** A statement compiled once per shape of request. */
export interface Statement {
  readonly text: string
  params(inputs: Inputs): unknown[]
}

const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

/** Text and slots of a statement, to be kept. */
export const compile = (statement: Sql): Statement => {
  const { sql: text, parameters } = statement.compile(compiler)
  const slots = parameters as readonly (Slot | unknown)[]
  return { text, params: (inputs) => slots.map((s) => (isSlot(s) ? s.read(inputs) : s)) }
}

/**
 * The same for a statement that asks for many people at once: the facts about the asking person are columns of `alias`, a
 * row of which is one of them.
 */
export const compileForEach = (statement: Sql, alias: string): Statement => {
  const { sql: text, parameters } = statement.compile(compiler)
  const slots: (Slot | unknown)[] = []
  const asked = text.replace(/\$(\d+)/g, (_, place: string) => {
    const parameter = parameters[Number(place) - 1]
    if (isSlot(parameter) && parameter.fact) return `"${alias}"."${parameter.fact}"`
    return `$${slots.push(parameter)}`
  })
  return { text: asked, params: (inputs) => slots.map((s) => (isSlot(s) ? s.read(inputs) : s)) }
}

/**
 * The text of a statement that another one brings along to be run: its one value is the list of ids, what else it knows is
 * written out.
 */
export const compileForIds = (statement: Sql): string => {
  const { sql: text, parameters } = statement.compile(compiler)
  return text.replace(/\$(\d+)/g, (_, place: string) => {
    const parameter = parameters[Number(place) - 1]
    if (isSlot(parameter)) return '$1'
    return parameter === null ? 'null' : pg.escapeLiteral(String(parameter))
  })
}

const isSlot = (parameter: unknown): parameter is Slot =>
  typeof parameter === 'object' && parameter !== null && 'read' in parameter

/** Joins conditions; none at all is true (`and`) or false (`or`). */
export const and = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions, sql` and `)})`
export const or = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? sql`false` : sql`(${sql.join(conditions, sql` or `)})`

/** A column of a table's alias. */
export const column = (alias: string, name: string): Sql => sql`${sql.id(alias)}.${sql.id(name)}`

/** A field's name as a text constant. Names come from declarations; anything else is a programming error. */
export const nameLiteral = (name: string): Sql => {
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,62}$/.test(name)) throw new Error(`not a field name: ${name}`)
  return sql.raw(`'${name}'`)
}

export { sql }
