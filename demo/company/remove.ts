import { Context, type ObjectModel, removeRecords, updateRecords } from '#engine'
import type { Auth } from '#platform/auth'
import { removeMember } from '#platform/control'
import { livingOf } from './living.ts'
import { patiently } from './patiently.ts'
import { firstRequest, lastRequest } from './requests.ts'

export interface Removed {
  /** Records taken away, by object. */
  readonly removed: Readonly<Record<string, number>>
  /** Records that stay, because living records that are not of the sample company point to them. */
  readonly kept: Readonly<Record<string, number>>
  readonly logins: number
}

/** What points to others goes first. */
const order = [
  'comment',
  'task',
  'activity',
  'lead',
  'opportunity',
  'contact',
  'customer',
  'product',
  'stage',
  'pipeline',
  'user',
  'department',
]
const together = 1_000

/**
 * Takes the sample company away again, edited or not: its records go to the recycle bin, its logins are deleted. What
 * people made themselves stays, and so does what their records point to.
 */
export const removeCompany = async (
  ctx: Context,
  auth: Auth,
  progress?: (object: string, done: number) => void,
): Promise<Removed> => {
  const removed: Record<string, number> = {}
  const kept: Record<string, number> = {}
  const gone = new Context(ctx.ground, ctx.actor, { via: 'system', reason: '移除示例数据' })
  for (const name of order) {
    const object = ctx.object(name)
    const ids = (await livingOf(ctx, object)).map(({ id }) => id)
    if (name === 'user') await setFree(gone, ids)
    const stay = new Set(await pointedTo(ctx, object, ids))
    const go = ids.filter((id) => !stay.has(id))
    for (let at = 0; at < go.length; at += together) {
      await removeRecords(gone, object, go.slice(at, at + together))
      progress?.(name, Math.min(go.length, at + together))
    }
    if (go.length > 0) removed[name] = go.length
    if (stay.size > 0) kept[name] = stay.size
  }
  return { removed, kept, logins: await removeLogins(ctx, auth) }
}

/** Nobody else reads what was told to them. */
const personal = new Set(['notification'])

/** What stays must not belong to somebody who is gone: it has no owner then, and anybody may take it. */
const setFree = async (ctx: Context, users: readonly string[]): Promise<void> => {
  for (const object of ctx.workspace.model.objects.values()) {
    if (!object.owned) continue
    const owned = await patiently<{ id: string }>(
      ctx,
      `select id from "${ctx.workspace.schema}"."${object.name}" where owner = any($1) and "deletedAt" is null`,
      [users],
    )
    for (let at = 0; at < owned.length; at += together) {
      const ids = owned.slice(at, at + together).map(({ id }) => id)
      if (personal.has(object.name)) await removeRecords(ctx, object, ids)
      else
        await updateRecords(
          ctx,
          object,
          ids.map((id) => ({ id, patch: { owner: null, department: null } })),
        )
    }
  }
}

/**
 * Those of them that a living record points to. By now only records of other people are left to do so. Colleagues and
 * departments stay for the sake of other colleagues alone: that somebody once wrote or was told something does not matter.
 */
const pointedTo = async (ctx: Context, object: ObjectModel, ids: readonly string[]): Promise<string[]> => {
  const found: string[] = []
  const house = ['user', 'department']
  for (const other of ctx.workspace.model.objects.values()) {
    if (house.includes(object.name) && !house.includes(other.name)) continue
    for (const field of other.fields.values()) {
      if (field.kind.column !== 'uuid' || field.system || !field.targets.includes(object.name)) continue
      const rows = await patiently<{ id: string }>(
        ctx,
        `select distinct t."${field.name}" as id from "${ctx.workspace.schema}"."${other.name}" t
         where t."${field.name}" = any($1) and t."deletedAt" is null and not (t.id = any($1))`,
        [ids],
      )
      found.push(...rows.map(({ id }) => id))
    }
  }
  return found
}

/** The logins of the sample company's people, also of those whose records had to stay. */
const removeLogins = async (ctx: Context, auth: Auth): Promise<number> => {
  const { schema, id } = ctx.workspace
  const members = await patiently<{ user: string; login: string }>(
    ctx,
    `select m.user_id as user, m.login from zhike.member m
     where m.workspace = $1 and exists (select from "${schema}".change h where h.record = m.user_id and h.op = 'create' and h.request between $2 and $3)`,
    [id, firstRequest, lastRequest],
  )
  for (const { user, login } of members) {
    await ctx.transaction(async (inside) => {
      await removeMember(inside.session, id, user)
      await auth.removeLogin(login, inside.session)
    })
  }
  return members.length
}
