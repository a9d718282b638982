import type { Session } from '../database.ts'
import type { Grant, StandardRole } from '../object.ts'
import type { Model } from '../schema/model.ts'
import { type Ability, type Access, accessOf, type Role } from './access.ts'
import type { Actor } from './actor.ts'

interface Loaded {
  readonly name: string
  readonly departments: string[] | null
  readonly tree: string[] | null
  readonly subordinates: string[] | null
  readonly roles:
    | { id: string; name: string; label: string; basis: string | null; grants: unknown; abilities: unknown }[]
    | null
}

/** Everything the rights of a person are worked out from, in one statement. Null for someone who is not, or no longer, there. */
export const loadActor = async (
  session: Session,
  schema: string,
  model: Model,
  userId: string,
): Promise<Actor | null> => {
  const s = `"${schema}"`
  const [found] = await session.query<Loaded>(
    `with recursive me as (select * from ${s}."user" where id = $1 and active and "deletedAt" is null),
      mine as (select "department" as id from me where "department" is not null union select unnest("departments") from me),
      tree as (select id from mine union select d.id from ${s}."department" d join tree on d."parent" = tree.id where d."deletedAt" is null),
      below as (select id from me union select u.id from ${s}."user" u join below on u."manager" = below.id)
    select name,
      (select to_json(array_agg(id)) from mine) as departments,
      (select to_json(array_agg(id)) from tree) as tree,
      (select to_json(array_agg(id)) from below) as subordinates,
      (select json_agg(json_build_object('id', r.id, 'name', r.name, 'label', r.label, 'basis', r.basis, 'grants', r.grants, 'abilities', r.abilities) order by r.name)
        from ${s}."role" r where r.id = any(me."roles") and r."deletedAt" is null) as roles
    from me`,
    [userId],
  )
  if (!found) return null
  const roles = (found.roles ?? []).map((r): Role => ({
    id: r.id,
    name: r.name,
    label: r.label,
    basis: r.basis as StandardRole | null,
    grants: (r.grants ?? {}) as Record<string, Grant>,
    abilities: (r.abilities ?? []) as Ability[],
  }))
  return {
    id: userId,
    name: found.name,
    departments: found.departments ?? [],
    departmentTree: found.tree ?? [],
    subordinates: found.subordinates ?? [userId],
    access: shared(model, roles),
  }
}

const accesses = new Map<string, Access>()

/** People with the same roles share one set of rights, and with it the compiled statements. */
const shared = (model: Model, roles: readonly Role[]): Access => {
  const access = accessOf(model, roles)
  const known = accesses.get(access.key)
  if (known && known.model === model) return known
  accesses.set(access.key, access)
  if (accesses.size > 1_000) accesses.delete(accesses.keys().next().value!)
  return access
}
