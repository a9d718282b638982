import { AppError, type AskedWork, type Asker, askerOf, type Cause, type Context, defineError } from '#engine'
import { findWorkspace } from '#platform/control'
import type { Services } from '../services.ts'

export const OwnerGone = defineError(
  'transfer.ownerGone',
  403,
  '发起人已停用,任务已停止',
  'Whoever started this is no longer active, so it was stopped',
)

const ownerGone = OwnerGone().code

/** Was it that whoever asked is no longer active: nobody is there to be told of the end. */
export const isOwnerGone = (error: unknown): error is AppError => error instanceof AppError && error.code === ownerGone

/** What a job keeps of who asked for it. */
export interface Asked {
  readonly workspaceId: string
  readonly id: string
}

/** Who asked for what a job is to do, and in which schema it lies; null where that is there no more. */
export const askedBy = async (
  { database }: Pick<Services, 'database'>,
  work: AskedWork,
  { workspaceId, id }: Asked,
): Promise<(Asker & { readonly schema: string }) | null> => {
  const place = await findWorkspace(database, workspaceId)
  const asker = place && (await askerOf(database, place.schemaName, work, id))
  return asker && { ...asker, schema: place.schemaName }
}

/** A unit of work of the person who asked for a job, on her rights as they are now, and on those of her API key only. */
export const asOwner = async (
  { database, workspaces }: Pick<Services, 'database' | 'workspaces'>,
  workspaceId: string,
  owner: Asker,
  cause: Partial<Cause>,
): Promise<Context> => {
  const place = await findWorkspace(database, workspaceId)
  const { schemaName, schemaVersion, rightsVersion, zone, currency, language } = place!
  const where = { workspaceId, schemaName, schemaVersion, rightsVersion, zone, currency, language }
  const ctx = await workspaces.enter(
    {
      kind: owner.scopes ? 'apiKey' : 'session',
      id: '',
      loginId: '',
      userId: owner.by,
      scopes: owner.scopes,
      ...where,
    },
    cause,
  )
  if (!ctx) throw OwnerGone()
  return ctx
}
