import type { Context } from '../context.ts'
import { canSearch } from '../rights/access.ts'
import type { FieldModel, ObjectModel } from '../schema/model.ts'
import { companyName, isSameCompany } from '../search/company-name.ts'
import { namesCompanies } from '../search/searched-fields.ts'

/** A record like the one somebody asks about or makes, wherever in the company it is. */
export interface Twin {
  readonly id: string
  /** By which field it is, and what stands there. */
  readonly field: string
  readonly value: string
  /** Whether the caller may see it. */
  readonly seen: boolean
  readonly title: string | null
  readonly owner: { readonly id: string; readonly name: string; readonly department: string | null } | null
}

/** What the caller is told of it. */
export interface ToldTwin {
  readonly field: string
  /** The record itself where she may see it. */
  readonly id?: string
  readonly title?: string | null
  /** Whose it is, null for nobody's; missing where the company does not tell. */
  readonly owner?: string | null
  readonly department?: string | null
}

/** Do the two values of a field mean the same one. With `placed` a name that leaves out its place is not one that says it. */
export const meansSame = (field: FieldModel, one: string, other: string, placed: boolean): boolean => {
  if (one === other || !namesCompanies(field)) return one === other
  const [a, b] = [companyName(one), companyName(other)]
  return isSameCompany(a, b) && (!placed || a.place === b.place)
}

/** As much of them as the caller may know: of what is out of her reach never more than the company's setting says. */
export const tellTwins = (ctx: Context, object: ObjectModel, twins: readonly Twin[]): ToldTwin[] => {
  const { hint } = ctx.workspace.model.duplicates
  const title = object.fields.get(object.def.title)!
  const titled = canSearch(ctx.actor.access, object, title)
  return twins
    .filter(({ seen }) => seen || hint !== 'nothing')
    .map((twin) => ({
      field: twin.field,
      ...(twin.seen ? { id: twin.id, ...(titled ? { title: twin.title } : {}) } : {}),
      ...(twin.seen || hint === 'owner'
        ? { owner: twin.owner?.name ?? null, department: twin.owner?.department ?? null }
        : {}),
    }))
}
