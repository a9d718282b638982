import type { ActorValues } from '../sql.ts'
import { type Access, type Ability, systemAccess } from './access.ts'
import type { Model } from '../schema/model.ts'

/** Through what a write came: shown in the history. */
export type Via = 'ui' | 'api' | 'import' | 'rule' | 'job' | 'action' | 'system'

/** Who asks: a person of the workspace with her rights, resolved once per state of the rights. */
export interface Actor extends ActorValues {
  readonly name: string
  readonly access: Access
  /** Scopes of an API key: what it may do of what its person may. */
  readonly keyScopes?: readonly string[]
  /** Set when someone looks past her own limits: why. Goes into the change log. */
  readonly reason?: string
}

/** The workspace itself, for jobs that nobody asked for. */
export const machineId = '00000000-0000-7000-8000-000000000000'

/** Past all rights, for a stated reason; in the history it stays the work of whom it was done for. */
export const systemActor = (model: Model, reason: string, onBehalfOf?: Actor): Actor => ({
  id: onBehalfOf?.id ?? machineId,
  name: onBehalfOf?.name ?? 'Zhike',
  subordinates: [],
  departments: [],
  departmentTree: [],
  access: systemAccess(model),
  reason,
})

/** Has she this ability, which is about the workspace and not about records. */
export const may = (actor: Actor, ability: Ability): boolean => actor.access.abilities.has(ability)
