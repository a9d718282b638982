import type { Context } from '../../context.ts'
import type { Plan } from '../rows/plan.ts'

/** To whom what belongs to a row belongs: a record that is there, one that the row makes, or nobody, and it is left alone. */
export type Parent = { readonly id: string } | 'new' | 'none'

/**
 * A row that is skipped leaves what belongs to it alone as well; but where this very import made the record that it is, the row
 * is there for what belongs to it: the second contact of a customer stands in a row of its own.
 */
export const parentsOf = async <P extends Plan>(
  ctx: Context,
  request: string,
  plans: readonly P[],
): Promise<Map<P, Parent>> => {
  const holding = plans.filter((p) => (p.row.belongings?.length ?? 0) > 0 && p.row.problems.length === 0)
  const skipped = holding.flatMap((p) => (p.op === 'skip' && !p.unchanged && p.ids?.length === 1 ? p.ids : []))
  const ours = new Set(skipped.length > 0 ? await madeBy(ctx, request, skipped) : [])
  return new Map(holding.map((plan) => [plan, parentOf(plan, ours)]))
}

const parentOf = (plan: Plan, ours: ReadonlySet<string>): Parent => {
  if (plan.op === 'create') return 'new'
  if (plan.op === 'update') return { id: plan.id }
  const [id] = plan.op === 'skip' ? (plan.ids ?? []) : []
  return id !== undefined && plan.op === 'skip' && (plan.unchanged || ours.has(id)) ? { id } : 'none'
}

const madeBy = async (ctx: Context, request: string, ids: readonly string[]): Promise<string[]> => {
  const rows = await ctx.session.query<{ record: string }>(
    `select record from "${ctx.workspace.schema}".change where record = any($2) and request = $1 and op = 'create'`,
    [request, ids],
  )
  return rows.map((r) => r.record)
}
