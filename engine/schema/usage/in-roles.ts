import type { Context } from '../../context.ts'
import type { Grant } from '../../object.ts'
import { sharingOf } from '../../rights/sharing.ts'
import { isReadBy, type Meant } from './meant.ts'
import type { Usage } from './usage.ts'

interface StoredRole {
  readonly label: string
  readonly grants: Record<string, Grant> | null
}

/** Sharing rules and field rights that a workspace's roles keep. */
export const usesInRoles = async (ctx: Context, meant: Meant): Promise<Usage[]> => {
  const roles = await ctx.session.query<StoredRole>(
    `select label, grants from "${ctx.workspace.schema}".role where "deletedAt" is null order by label`,
  )
  return roles.flatMap(({ label, grants }) => usesInGrant(label, grants?.[meant.object.name] ?? {}, meant))
}

const usesInGrant = (label: string, grant: Grant, meant: Meant): Usage[] => {
  const { field, option } = meant
  const shared = sharingOf(grant).filter(({ when }) => isReadBy(meant, when))
  return [
    ...shared.map((rule): Usage => ({
      kind: 'sharing',
      name: `${label} · ${rule.name ?? rule.when ?? ''}`,
      breaks: true,
    })),
    ...(field && option === undefined && grant.fields?.[field.name]
      ? [{ kind: 'fieldRight', name: label, breaks: false }]
      : []),
  ]
}
