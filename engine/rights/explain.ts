import type { Context } from '../context.ts'
import type { FieldRight } from '../object.ts'
import { readable } from '../query/path.ts'
import { runGet } from '../query/run-get.ts'
import { run, statementFor } from '../query/statements.ts'
import type { FieldModel, ObjectModel } from '../schema/model.ts'
import { pinyinOrder } from '../schema/tables.ts'
import { column, compile, sql, value } from '../sql.ts'
import { NotFound } from '../write/errors.ts'
import { fieldRight, fieldRightByRole, type RecordVerb, type RoleGrant, sourceRights } from './access.ts'
import { type Actor, may } from './actor.ts'
import { loadActor } from './load-actor.ts'
import { type Reason, reasons, reasonSql, scopeSql } from './scope.ts'
import { sharingOf } from './sharing.ts'

/** One way to a record that somebody's roles open, and whether this record lies on it. */
export interface HeldReason {
  readonly reason: Reason
  /** The labels of the roles that open it. */
  readonly roles: readonly string[]
  readonly holds: boolean
}

/** Why somebody may, or may not, do something with a record. */
export interface RecordExplanation {
  readonly verb: RecordVerb
  readonly object: ObjectModel
  readonly user: { readonly id: string; readonly name: string }
  readonly allowed: boolean
  /** She is no longer active, so nothing is open to her. */
  readonly gone: boolean
  /** The record lies in the recycle bin. */
  readonly deleted: boolean
  /** She can see it: without that she can neither change nor delete it. */
  readonly seen: boolean
  readonly roles: readonly string[]
  /** None at all where no role of hers lets her do this with any record of the object. */
  readonly reasons: readonly HeldReason[]
}

/** Explains one decision about a record. Asking needs the right to see the record, or the ability to give rights. */
export const explainRecord = async (
  ctx: Context,
  object: ObjectModel,
  recordId: string,
  userId: string,
  verb: RecordVerb = 'read',
): Promise<RecordExplanation> => {
  await mustBeAllowedToAsk(ctx, object, recordId)
  const person = await nameOf(ctx, userId)
  const actor = await loadActor(ctx.session, ctx.workspace.schema, ctx.workspace.model, userId)
  const about = { verb, object, user: { id: userId, name: person.name } }
  if (!actor)
    return { ...about, allowed: false, gone: true, deleted: person.deleted, seen: false, roles: [], reasons: [] }
  return { ...about, gone: false, ...(await decide(ctx, actor, object, recordId, verb)) }
}

/** Why a person's right on a field is what it is: what each of her roles says, and what is left of it. */
export interface FieldExplanation {
  readonly object: ObjectModel
  readonly field: FieldModel
  readonly user: { readonly id: string; readonly name: string }
  readonly right: FieldRight
  /** The widest counts. Roles that do not let her read the object have no say. */
  readonly roles: readonly { readonly role: string; readonly right: FieldRight }[]
  /** A formula or roll-up whose sources she may not see as widely. */
  readonly narrowed: boolean
}

/** Explains the right on a field. A field that the asker herself may not see does not exist for her. */
export const explainField = async (
  ctx: Context,
  object: ObjectModel,
  fieldName: string,
  userId: string,
): Promise<FieldExplanation> => {
  const known = may(ctx.actor, 'rights') ? object.fields.get(fieldName) : undefined
  const field = known ?? readable(ctx.actor.access, object, fieldName)
  const person = await nameOf(ctx, userId)
  const actor = await loadActor(ctx.session, ctx.workspace.schema, ctx.workspace.model, userId)
  const about = { object, field, user: { id: userId, name: person.name } }
  if (!actor) return { ...about, right: 'hidden', roles: [], narrowed: false }
  const roles = fieldRightByRole(actor.access, object, field)
  const right = fieldRight(actor.access, object, field)
  return {
    ...about,
    right,
    roles: roles.map((r) => ({ role: r.role.label, right: r.right })),
    narrowed: sourceRights(actor.access, object, field).includes(right) && !roles.some((r) => r.right === right),
  }
}

/** One person who can see a record, and the ways by which she does. */
export interface Seer {
  readonly id: string
  readonly name: string
  readonly reasons: readonly HeldReason[]
}

/** So many people are looked at, in the order of their names, to find who can see a record. */
const mostPeople = 1_000
const atOnce = 8

/** Who can see a record and why, at most `limit` people; `more` says that some may be missing. */
export const whoCanSee = async (
  ctx: Context,
  object: ObjectModel,
  recordId: string,
  limit = 100,
): Promise<{ users: Seer[]; more: boolean }> => {
  await mustBeAllowedToAsk(ctx, object, recordId)
  const { schema, model } = ctx.workspace
  const people = await ctx.session.query<{ id: string; name: string }>(
    `select id, name from "${schema}"."user" where active and "deletedAt" is null
     order by name collate ${pinyinOrder}, id limit ${mostPeople + 1}`,
  )
  const users: Seer[] = []
  let at = 0
  for (; at < Math.min(people.length, mostPeople) && users.length <= limit; at += atOnce) {
    const found = await Promise.all(
      people.slice(at, at + atOnce).map(async ({ id, name }) => {
        const actor = await loadActor(ctx.session, schema, model, id)
        const decision = actor && (await decide(ctx, actor, object, recordId, 'read'))
        return decision?.allowed ? [{ id, name, reasons: decision.reasons.filter((r) => r.holds) }] : []
      }),
    )
    users.push(...found.flat())
  }
  return { users: users.slice(0, limit), more: users.length > limit || at < people.length }
}

/** Asks the very conditions of the decision, each for itself, in one statement. */
const decide = async (ctx: Context, actor: Actor, object: ObjectModel, recordId: string, verb: RecordVerb) => {
  const { schema } = ctx.workspace
  const { access } = actor
  const ways = reasons(access, object, verb)
  const statement = statementFor(JSON.stringify(['explain', schema, access.key, object.name, verb]), () => {
    const each = ways.map(
      (way, i) => sql`(${reasonSql(access, schema, object, 't', way, verb)}) is true as ${sql.id(`r${i}`)}`,
    )
    const facts = [
      sql`${column('t', 'deletedAt')} is not null as deleted`,
      sql`(${scopeSql(access, schema, object, 't', 'read')}) is true as seen`,
    ]
    return compile(
      sql`select ${sql.join([...facts, ...each])} from ${sql.id(schema, object.name)} as t where t.id = ${value(0, 'uuid')}`,
    )
  })
  const [row] = await run<Record<string, boolean>>(ctx.session, statement, { values: [recordId], actor, now: ctx.now })
  if (!row) throw NotFound({ object: object.label })
  const held = ways.map((reason, i) => ({
    reason,
    roles: rolesFor(access.of(object).grants, reason, verb),
    holds: row[`r${i}`]!,
  }))
  return {
    allowed: !row['deleted'] && row['seen']! && held.some((h) => h.holds),
    deleted: row['deleted']!,
    seen: row['seen']!,
    roles: access.roles.map((r) => r.label),
    reasons: held,
  }
}

/** Ways that every scope opens, however narrow it is. */
const openToAll = new Set<Reason['kind']>(['own', 'team', 'parent'])

const rolesFor = (grants: readonly RoleGrant[], reason: Reason, verb: RecordVerb): string[] =>
  grants
    .filter(({ grant }) => {
      if (reason.kind === 'rule') return sharingOf(grant).some((r) => JSON.stringify(r) === JSON.stringify(reason.rule))
      return grant[verb] && grant[verb] !== 'none' && (openToAll.has(reason.kind) || grant[verb] === reason.kind)
    })
    .map(({ role }) => role.label)

const mustBeAllowedToAsk = async (ctx: Context, object: ObjectModel, recordId: string): Promise<void> => {
  if (may(ctx.actor, 'rights')) return
  const [seen] = await runGet(ctx, object, [recordId], { fields: [] })
  if (!seen) throw NotFound({ object: object.label })
}

const nameOf = async (ctx: Context, userId: string): Promise<{ name: string; deleted: boolean }> => {
  const [user] = await ctx.session.query<{ name: string; deleted: boolean }>(
    `select name, "deletedAt" is not null as deleted from "${ctx.workspace.schema}"."user" where id = $1`,
    [userId],
  )
  if (!user) throw NotFound({ object: ctx.object('user').label })
  return user
}
