import { isDeepStrictEqual } from 'node:util'
import { type Context, type Grant, grantOf, type RoleRights, runList, sharingOf, updateRecords } from '#engine'
import { View } from './view.ts'

/** How views were shared before they could be for chosen roles and departments. */
const former = [{ when: 'shared == "all"' }]

/**
 * Roles that keep rights on views of their own were saved when a view was for one person or for all: they get what the standard
 * roles have gained since. What somebody changed on purpose stays as it is. Says how many roles it changed.
 */
export const widenViewGrants = async (ctx: Context): Promise<number> => {
  const role = ctx.object('role')
  const { documents } = await runList(ctx, role, { fields: ['name', 'basis', 'grants'], limit: 200 })
  const edits = documents.flatMap((document) => {
    const found = JSON.parse(document) as Omit<RoleRights, 'grants'> & { readonly grants: RoleRights['grants'] | null }
    const kept: Grant | undefined = found.grants?.[View.name]
    if (!kept || !isDeepStrictEqual(sharingOf(kept), former)) return []
    const basis = found.basis ?? 'sales'
    const declared = grantOf({ ...found, basis, grants: {} }, ctx.object(View.name))
    const wider = {
      ...kept,
      ...(declared.readAlso ? { readAlso: declared.readAlso } : {}),
      fields: { ...declared.fields, ...kept.fields },
    }
    return [{ id: found.id, patch: { grants: { ...found.grants, [View.name]: wider } } }]
  })
  if (edits.length > 0) await updateRecords(ctx, role, edits)
  return edits.length
}
