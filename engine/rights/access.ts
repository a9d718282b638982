import { createHash } from 'node:crypto'
import { parseExpression } from '../expressions/index.ts'
import { expressionScope, fieldsRead } from '../schema/expression-scope.ts'
import type { FieldModel, Model, ObjectModel } from '../schema/model.ts'
import { type FieldRight, fieldRights, type Grant, type Scope, type StandardRole } from '../object.ts'

/** What a role may do apart from records. */
export const abilities = ['users', 'rights', 'schema', 'audit', 'apiKeys', 'settings'] as const
export type Ability = (typeof abilities)[number]

/** A role as a workspace has it: a standard one with its declared grants, changed by the workspace's own rows. */
export interface Role {
  readonly id: string
  readonly name: string
  readonly label: string
  /** The standard role whose declared grants it starts from. */
  readonly basis: StandardRole | null
  /** Grants that replace declared ones, object by object. */
  readonly grants: Readonly<Record<string, Grant>>
  readonly abilities: readonly Ability[]
}

/** What row scopes decide. */
export type RecordVerb = 'read' | 'update' | 'delete'

/** One grant with the role it comes from, so that every decision can be explained. */
export interface RoleGrant {
  readonly role: Role
  readonly grant: Grant
}

/** What a person may do with one object: her roles' grants side by side. The widest of them wins. */
export interface ObjectAccess {
  readonly object: ObjectModel
  readonly grants: readonly RoleGrant[]
}

/** All that a set of roles may do under one model. Immutable and shared by everyone with the same roles. */
export interface Access {
  /** Names this set of rights: compiled statements are kept by it. */
  readonly key: string
  readonly model: Model
  readonly roles: readonly Role[]
  readonly abilities: ReadonlySet<Ability>
  /** Looks past everyone's limits, for a stated reason. */
  readonly system: boolean
  of(object: ObjectModel): ObjectAccess
}

/** What a role grants on an object: its own row, else what the standard role is declared with. */
export const grantOf = (role: Role, object: ObjectModel): Grant =>
  role.grants[object.name] ?? (role.basis ? object.def.grants[role.basis] : undefined) ?? {}

/** What these roles add up to. */
export const accessOf = (model: Model, roles: readonly Role[]): Access => {
  const objects = new Map<string, ObjectAccess>()
  const digest = createHash('sha256').update(JSON.stringify([model.version, roles]))
  return {
    key: digest.digest('base64url').slice(0, 16),
    model,
    roles,
    abilities: new Set(roles.flatMap((r) => r.abilities)),
    system: false,
    of(object) {
      const known = objects.get(object.name)
      if (known) return known
      const grants = roles.map((role) => ({ role, grant: grantOf(role, object) }))
      const access = { object, grants: grants.filter(({ grant }) => Object.keys(grant).length > 0) }
      objects.set(object.name, access)
      return access
    },
  }
}

/** The access of `ctx.asSystem(reason)`. */
export const systemAccess = (model: Model): Access => ({
  key: `system ${model.version}`,
  model,
  roles: [],
  abilities: new Set(abilities),
  system: true,
  of: (object) => ({ object, grants: [] }),
})

/** The scopes of her roles for a verb, without `none`. */
export const scopesOf = (access: Access, object: ObjectModel, verb: RecordVerb): ReadonlySet<Scope> => {
  if (access.system) return new Set(['all'])
  const scopes = access.of(object).grants.map(({ grant }) => grant[verb])
  return new Set(scopes.filter((s): s is Scope => s !== undefined && s !== 'none'))
}

/** May she do this with the object at all, whatever the record. */
export const allows = (access: Access, object: ObjectModel, verb: 'create' | 'export' | 'import' | 'bulk'): boolean =>
  access.system || access.of(object).grants.some(({ grant }) => grant[verb] === true)

/** Does any role allow this action. */
export const allowsAction = (access: Access, object: ObjectModel, action: string): boolean =>
  access.system || access.of(object).grants.some(({ grant }) => grant.actions?.includes(action))

const rank = (right: FieldRight) => fieldRights.indexOf(right)

/**
 * Her right on a field: the widest of the roles that let her read the object. A formula or a roll-up shows what its
 * sources show, so it is never wider than the narrowest of them.
 */
export const fieldRight = (access: Access, object: ObjectModel, field: FieldModel): FieldRight => {
  if (field.retired) return 'hidden'
  if (access.system) return 'write'
  const rights = worked.get(access) ?? new Map<FieldModel, FieldRight>()
  const known = rights.get(field) ?? workOut(access, object, field)
  worked.set(access, rights.set(field, known))
  return known
}

// Every request asks for the right on dozens of fields; both an access and a field are never changed, only replaced.
const worked = new WeakMap<Access, Map<FieldModel, FieldRight>>()

const workOut = (access: Access, object: ObjectModel, field: FieldModel): FieldRight => {
  const own = fieldRightByRole(access, object, field).reduce<FieldRight>(
    (best, { right }) => (rank(right) > rank(best) ? right : best),
    'hidden',
  )
  return sourceRights(access, object, field).reduce(
    (right, source) => (rank(source) < rank(right) ? source : right),
    own,
  )
}

/** What each of her roles that let her read the object says about a field. */
export const fieldRightByRole = (
  access: Access,
  object: ObjectModel,
  field: FieldModel,
): { role: Role; right: FieldRight }[] =>
  access
    .of(object)
    .grants.filter(({ grant }) => grant.read && grant.read !== 'none')
    .map(({ role, grant }) => ({ role, right: grant.fields?.[field.name] ?? 'write' }))

/** What a formula or a roll-up may show at most, source by source. */
export const sourceRights = (access: Access, object: ObjectModel, field: FieldModel): FieldRight[] => {
  const { kind, options } = field.field
  if (kind === 'formula') {
    const parsed = parseExpression(options.expression ?? 'null', expressionScope(object))
    return fieldsRead(object, parsed).map((source) => {
      const right = fieldRight(access, object, source)
      return right === 'masked' ? 'hidden' : right
    })
  }
  if (kind !== 'rollup') return []
  const { of, by, field: figure, where } = options.rollup!
  const child = access.model.objects.get(of)
  if (!child) return ['hidden']
  const asked = where ? fieldsRead(child, parseExpression(where, expressionScope(child))) : []
  const named = [by, ...(figure ? [figure] : [])].map((name) => child.fields.get(name)!)
  const sources = [...named, ...asked].map((source) => fieldRight(access, child, source))
  return sources.some((right) => rank(right) < rank('read')) ? ['hidden'] : []
}

/** Can this field be read, filtered and sorted by her; a masked one can only be looked at. */
export const canRead = (access: Access, object: ObjectModel, field: FieldModel): boolean =>
  rank(fieldRight(access, object, field)) >= rank('masked')

/** May values of the field be compared with: filter, sort, group, search. */
export const canSearch = (access: Access, object: ObjectModel, field: FieldModel): boolean =>
  rank(fieldRight(access, object, field)) >= rank('read')
