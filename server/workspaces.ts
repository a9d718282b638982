import {
  type Actor,
  buildModel,
  type Clock,
  type Context as EngineContext,
  Context,
  type Cause,
  type Database,
  type Ground,
  loadActor,
  narrowed,
  type Model,
  readOverlay,
  systemActor,
  type Workspace,
} from '#engine'
import type { Credential } from '#platform/auth'
import { modules } from '#modules/all'
import { rightsWatch } from './rights-watch.ts'

/** What a process keeps of the workspaces it serves: each model and each person's rights, as long as their versions stand. */
export interface Workspaces {
  /** The workspace and the person behind a credential; null when she is no longer there. */
  enter(credential: Credential, cause: Partial<Cause>): Promise<EngineContext | null>
  /** The workspace itself, for jobs and set-up. */
  asSystem(at: Place, reason: string): Promise<EngineContext>
  forget(workspaceId: string): void
}

/** Where a workspace lies, as the control database says. */
export interface Place {
  readonly workspaceId: string
  readonly schemaName: string
  readonly schemaVersion: number
  readonly zone: string
  readonly currency: string
}

interface Kept<T> {
  readonly version: string
  readonly value: Promise<T>
}

/** What the server around it says and is told. */
interface Around {
  /** Rights have changed. */
  forgetCredentials(): void
  /** The change log of a workspace has grown. */
  written(workspaceId: string): void
  /** Whether this installation calls to an address. */
  mayCall(url: string): boolean
}

const mostActors = 20_000

export const createWorkspaces = (database: Database, clock: Clock, secret: string, around: Around): Workspaces => {
  const models = new Map<string, Kept<Model>>()
  const actors = new Map<string, Kept<Actor | null>>()

  const model = (place: Place): Promise<Model> =>
    keep(models, place.workspaceId, `${place.schemaVersion} ${place.zone}`, 1_000, async () =>
      buildModel(modules, await readOverlay(database, place.schemaName, place.schemaVersion), place.zone),
    )

  const ground = async (place: Place): Promise<Ground> => {
    const workspace: Workspace = {
      id: place.workspaceId,
      name: place.schemaName,
      schema: place.schemaName,
      zone: place.zone,
      currency: place.currency,
      model: await model(place),
    }
    return {
      session: database,
      workspace,
      clock,
      secret,
      rights: rightsWatch(around.forgetCredentials),
      written: () => around.written(place.workspaceId),
      mayCall: around.mayCall,
    }
  }

  return {
    async enter(credential, cause) {
      const here = await ground(credential)
      const versions = `${credential.schemaVersion} ${credential.rightsVersion} ${credential.zone}`
      const key = `${credential.workspaceId} ${credential.userId}`
      const actor = await keep(actors, key, versions, mostActors, () =>
        loadActor(database, credential.schemaName, here.workspace.model, credential.userId),
      )
      if (!actor) return null
      return new Context(here, credential.scopes ? limitToScopes(actor, credential.scopes) : actor, cause)
    },
    async asSystem(place, reason) {
      const here = await ground(place)
      return new Context(here, systemActor(here.workspace.model, reason), { via: 'system', reason })
    },
    forget(workspaceId) {
      models.delete(workspaceId)
      for (const key of actors.keys()) if (key.startsWith(workspaceId)) actors.delete(key)
    },
  }
}

/** Keeps a value for as long as its version stands; a failed load is not kept. */
const keep = <T>(
  map: Map<string, Kept<T>>,
  key: string,
  version: string,
  most: number,
  load: () => Promise<T>,
): Promise<T> => {
  const known = map.get(key)
  if (known?.version === version) return known.value
  const value = load()
  map.delete(key)
  map.set(key, { version, value })
  if (map.size > most) map.delete(map.keys().next().value!)
  value.catch(() => map.get(key)?.value === value && map.delete(key))
  return value
}

const limited = new WeakMap<Actor, Map<string, Actor>>()

/** An API key may do what its person may, and of that only what its scopes name. */
const limitToScopes = (actor: Actor, scopes: readonly string[]): Actor => {
  const key = [...scopes].sort().join(' ')
  const known = limited.get(actor) ?? new Map<string, Actor>()
  limited.set(actor, known)
  const made = known.get(key) ?? { ...actor, access: narrowed(actor.access, scopes) }
  known.set(key, made)
  return made
}
