import { type AppError, defineError, listed } from '../errors.ts'
import type { Context } from '../context.ts'
import type { ObjectModel } from '../schema/model.ts'
import type { Values } from '../write/read-input.ts'
import { meansSame, tellTwins, type ToldTwin, type Twin } from './twin.ts'
import type { Looked } from './twins-sql.ts'

const Alike = defineError(
  'record.alike',
  409,
  '{object}可能已经有了:“{fields}”与已有的相同。确实是另一个的,请用 allow_duplicate=true 新建,并在 reason 里写明原因',
  'This {object} may be there already: “{fields}” is the same. If it is another one, create it with allow_duplicate=true and say why in reason',
)

/** So many candidates are told of. */
const mostTold = 5

/** What new records are compared by before they are made: only what makes them the same beyond doubt. */
export const lookedForNew = (object: ObjectModel, rows: readonly Values[]): Looked =>
  new Map(
    (object.def.sameBy ?? [])
      .map((name) => object.fields.get(name as string)!)
      .map(
        (field) =>
          [field, rows.map((row) => row[field.name]).filter((v) => typeof v === 'string' && v !== '')] as const,
      )
      .filter((pair): pair is readonly [(typeof pair)[0], string[]] => pair[1].length > 0),
  )

/** Reports the new records that seem to be there already, each with whom it may be, as far as their maker may know. */
export const askAboutTwins = (
  ctx: Context,
  object: ObjectModel,
  rows: readonly Values[],
  twins: readonly Twin[],
  report: (row: number, problem: AppError) => void,
): void => {
  if (twins.length === 0) return
  for (const [i, row] of rows.entries()) {
    const mine = twins.filter(({ field, value }) => {
      const given = row[field]
      return typeof given === 'string' && meansSame(object.fields.get(field)!, given, value, true)
    })
    const candidates: ToldTwin[] = tellTwins(ctx, object, mine)
    if (candidates.length === 0) continue
    const fields = [...new Set(candidates.map((c) => c.field))].map((name) => object.fields.get(name)!)
    const problem = Alike({ object: object.label, fields: listed(fields) })
    behind.set(problem, mine)
    report(i, problem.with({ candidates: candidates.slice(0, mostTold) }))
  }
}

const behind = new WeakMap<AppError, readonly Twin[]>()

/** The records that a refusal speaks of, for the audit: the caller may know less of them. */
export const twinsBehind = (problem: AppError): readonly Twin[] => behind.get(problem) ?? []
