import { type Context, defineError, type Draft } from '#engine'

const ViewLocked = defineError(
  'view.locked',
  422,
  '“{name}”锁定了,先解锁再改',
  '“{name}” is locked; unlock it before you change it',
)
const OneDefault = defineError(
  'view.oneDefault',
  422,
  '“{name}”已经是其中一个角色的默认视图,先取消它',
  '“{name}” is the default view of one of these roles already; take that away first',
)

/** What a lock holds fast; whom a view is for and whose default it is may change all the same. */
const fast = ['name', 'object', 'query'] as const

const same = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null)
const rolesOf = (row: Readonly<Record<string, unknown>>) => (row['defaultFor'] as readonly string[] | null) ?? []

/** A locked view stays as it is, and a role begins each list with one view at most. */
export const guardViews = async (ctx: Context, drafts: readonly Draft[]): Promise<void> => {
  for (const { before, after, refuse } of drafts)
    if (
      before?.['locked'] === true &&
      after['locked'] === true &&
      fast.some((name) => !same(before[name], after[name]))
    )
      refuse(ViewLocked({ name: String(before['name']) }).at('locked'))

  const named = drafts.filter(
    ({ before, after }) => rolesOf(after).length > 0 && !same(rolesOf(before ?? {}), rolesOf(after)),
  )
  if (named.length === 0) return
  const together = drafts.flatMap(({ before }) => (before ? [String(before['id'])] : []))
  for (const { before, after, refuse } of named) {
    const [other] = await ctx.session.query<{ name: string }>(
      `select "name" from "${ctx.workspace.schema}"."view"
       where "object" = $1 and "defaultFor" && $2::uuid[] and id <> all($3::uuid[]) and "deletedAt" is null limit 1`,
      [after['object'], rolesOf(after), together],
    )
    const beside = drafts.find(
      (draft) =>
        draft.before?.['id'] !== before?.['id'] &&
        draft.after['object'] === after['object'] &&
        rolesOf(draft.after).some((role) => rolesOf(after).includes(role)),
    )
    const name = other?.name ?? beside?.after['name']
    if (name !== undefined) refuse(OneDefault({ name: String(name) }).at('defaultFor'))
  }
}
