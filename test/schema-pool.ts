import { onTestFinished } from 'vitest'
import { createTables, type Model, type Session } from '#engine'

interface Schema {
  readonly name: string
  /** Columns of its tables and indexes: a test that added some keeps the schema to itself. */
  readonly columns: number
}

const free: Schema[] = []
let made = 0

/**
 * A PostgreSQL schema with the model's empty tables, the caller's alone until its test ends. Making one costs 140 ms,
 * emptying one 5 ms, so the schema of a finished test is used again. Outside a test (`beforeAll`) it is never given back.
 */
export const borrowSchema = async (session: Session, model: Model): Promise<string> => {
  const schema = (await emptied(session, free.pop())) ?? (await newSchema(session, model))
  try {
    onTestFinished(() => void free.push(schema))
  } catch {
    // Not inside a test.
  }
  return schema.name
}

/** A schema for one model only, never used again. */
export const ownSchema = async (session: Session, model: Model): Promise<string> => {
  const name = nextName()
  await createTables(session, name, model)
  return name
}

const nextName = () => `w_${process.pid}_${++made}`

const newSchema = async (session: Session, model: Model): Promise<Schema> => {
  const name = await ownSchema(session, model)
  return { name, columns: await columnsOf(session, name) }
}

const columnsOf = async (session: Session, name: string): Promise<number> => {
  const [row] = await session.query<{ count: number }>(
    `select count(*) from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = to_regnamespace($1) and a.attnum > 0 and not a.attisdropped`,
    [name],
  )
  return row!.count
}

/** One statement, since only at its end do the references between the tables have to hold. */
const emptied = async (session: Session, schema: Schema | undefined): Promise<Schema | undefined> => {
  if (!schema || (await columnsOf(session, schema.name)) !== schema.columns) return undefined
  const tables = await session.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = to_regnamespace($1) and relkind in ('r', 'p') and not relispartition`,
    [schema.name],
  )
  const deletes = tables.map(({ name }, i) => `d${i} as (delete from "${schema.name}"."${name}")`)
  await session.query(`with ${deletes.join(', ')} select`)
  return schema
}
