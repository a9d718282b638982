import type { Context } from '../context.ts'
import { rowProblem } from '../import/rows/problem.ts'
import { objectOf } from '../schema/model.ts'
import { type BatchItem, runBatch } from '../write/batch.ts'
import type { BulkChange } from './store.ts'

/** Records that are worked on between two looks at whether to go on: what is done by a call itself, the rest by a job. */
export const bulkPart = 200

interface Part extends Pick<BulkChange, 'object' | 'operation' | 'set' | 'tried' | 'total'> {
  readonly ids: readonly string[]
}

/**
 * Does the next part, in one transaction with the note of how far it is: a process that dies has done a part or not, and who
 * comes after goes on behind it. Says whether there is more. Its changes carry the id of the whole as their request.
 */
export const workOnBulk = (ctx: Context, id: string): Promise<boolean> =>
  ctx.transaction(async (inside) => {
    const { schema, model } = ctx.workspace
    const [part] = await inside.session.query<Part>(
      `select object, operation, set, tried, cardinality(ids) as total, to_json(ids[tried + 1:tried + $2]) as ids
       from "${schema}".bulk_change where id = $1 and status = 'running' for update`,
      [id, bulkPart],
    )
    if (!part) return false
    const object = objectOf(model, part.object)
    const results = await runBatch(
      inside,
      object,
      part.ids.map((one) => itemOf(part, one)),
      false,
    )
    const failures = results.flatMap(({ id: record, problem }) => {
      const closest = problem?.details.problems?.[0] ?? problem
      return closest ? [{ record, problem: rowProblem(closest) }] : []
    })
    await inside.session.query(
      `insert into "${schema}".bulk_failure (bulk, number, record, problem)
       select $1, $2 + n, (failure->>'record')::uuid, failure->'problem'
       from jsonb_array_elements($3::jsonb) with ordinality as failed(failure, n)`,
      [id, part.tried, JSON.stringify(failures)],
    )
    const tried = part.tried + part.ids.length
    await inside.session.query(
      `update "${schema}".bulk_change set tried = $2, changed = changed + $3, status = $4::text,
         finished_at = case when $4::text = 'done' then now() end where id = $1`,
      [id, tried, part.ids.length - failures.length, tried < part.total ? 'running' : 'done'],
    )
    return tried < part.total
  })

const itemOf = ({ operation, set }: Part, id: string): BatchItem =>
  operation === 'delete' ? { op: 'delete', id } : { op: 'update', edit: { id, patch: set ?? {} } }
