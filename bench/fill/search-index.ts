import pg from 'pg'
import { buildModel, emptyOverlay, fillSearch, type Model, needsFill, type Session } from '#engine'
import { listWorkspaces } from '#platform/control'
import { modules } from '#modules/all'
import { withServices } from '../place.ts'
import { takeOffIndexes } from './take-off.ts'

/** Each list is worked off beside the others. */
const lanes = [['customer', 'opportunity'], ['contact'], ['activity']]

/**
 * Works out what search keeps for the company's records, unless this version did so before: by the product's own fill, but with the
 * indexes taken off, which are most of what it costs. A run that was stopped goes on.
 */
export const fillSearchIndex = (url: string, say: (text: string) => void): Promise<void> =>
  withServices(url, async ({ database }) => {
    const [place] = await listWorkspaces(database)
    const schema = place!.schemaName
    const model = buildModel(modules, emptyOverlay, place!.zone)
    const filled = new Map([...model.objects].filter(([name]) => lanes.flat().includes(name)))
    if (!(await needsFill(database, schema, { ...model, objects: filled }))) return
    await Promise.all(
      lanes.map((lane) =>
        connected(url, async (client) => {
          for (const object of lane) {
            const putBack = await takeOffIndexes(client, schema, [object])
            if (object === 'activity') await fillAlike(client, database, schema, model)
            await fillSearch(database, schema, model, { objects: [object], progress: telling(say) })
            say(`indexes of ${object}`)
            for (const statement of putBack) await client.query(statement)
            await client.query(`vacuum (analyze) "${schema}"."${object}"`)
          }
        }),
      ),
    )
  })

const connected = async (url: string, work: (client: pg.Client) => Promise<void>): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`set maintenance_work_mem = '512MB'; set statement_timeout = 0; set synchronous_commit = off`)
    await work(client)
  } finally {
    await client.end()
  }
}

/** Activities have a handful of different subjects and nothing else that is searched: the first batch says what all have. */
const fillAlike = async (client: pg.Client, session: Session, schema: string, model: Model): Promise<void> => {
  let batches = 0
  await fillSearch(session, schema, model, { objects: ['activity'], cancelled: () => batches++ > 0 })
  const table = `"${schema}".activity`
  await client.query(
    `update ${table} t set "$tokens" = k."$tokens", "$text" = k."$text"
     from (select distinct on (subject) * from (select * from ${table} order by id limit 1000) first) k
     where t.subject = k.subject and t."$tokens" is distinct from k."$tokens"`,
  )
  await client.query(
    `update "${schema}".search_fill set last = (select id from ${table} order by id desc limit 1) where object = 'activity'`,
  )
}

const telling = (say: (text: string) => void) => {
  let told = 0
  return (object: string, rows: number) => {
    if (rows - told < 100_000) return
    told = rows
    say(`search index of ${object}: ${rows.toLocaleString('en')} rows`)
  }
}
