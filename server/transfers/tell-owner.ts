import type { Language } from '#engine'
import { findWorkspace } from '#platform/control'
import { sendNotices } from '#modules/messages'
import type { Services } from '../services.ts'

/** Work that ended, as its owner is told of it; told once, whatever dies in between. */
export interface Ended {
  readonly workspaceId: string
  readonly to: string
  /** Where the notice leads: the page of that import, export, bulk change or move of a department. */
  readonly about: { readonly kind: 'import' | 'export' | 'bulk' | 'move'; readonly id: string }
  /** What tells this end from another of the same work. */
  readonly moment: string
  say(language: Language): string
}

/** Tells whoever started it that it is over: she may have left its page long ago. */
export const tellOwner = async (services: Services, { workspaceId, to, about, moment, say }: Ended): Promise<void> => {
  const place = await findWorkspace(services.database, workspaceId)
  const ctx = place && (await services.workspaces.asSystem({ ...place, workspaceId }, '后台任务完成'))
  if (!ctx) return
  const [kept] = await ctx.session.query<{ language: Language | null }>(
    `select value->>'language' as language from "${ctx.workspace.schema}".preference where "user" = $1`,
    [to],
  )
  const text = say(kept?.language ?? (place.language as Language)).slice(0, 300)
  const key = `${about.kind} ${about.id} ${moment}`
  const notice = { kind: 'job', to, from: null, object: about.kind, record: about.id, request: null } as const
  await ctx.transaction((inside) => sendNotices(inside, [{ ...notice, viaImport: false, text, key }]))
}
