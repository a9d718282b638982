import { queryOptions } from '@tanstack/react-query'
import { recordsKey } from '../api/query-client.ts'
import { request } from '../api/request.ts'
import type { Ability } from '../api/session.ts'

export const scopes = ['none', 'own', 'subordinates', 'department', 'departmentTree', 'all'] as const
export type Scope = (typeof scopes)[number]
export const fieldRights = ['write', 'read', 'masked', 'hidden'] as const
export type FieldRight = (typeof fieldRights)[number]

/** Rights over whose records. */
export const scoped = ['read', 'update', 'delete'] as const
/** Rights that one has or has not. */
export const switched = ['create', 'export', 'import', 'bulk'] as const

/** What a role may do with an object; also `actions` and `readAlso`, which pass through unchanged. */
export type Grant = Readonly<
  Partial<Record<(typeof scoped)[number], Scope> & Record<(typeof switched)[number], boolean>> & {
    fields?: Readonly<Record<string, FieldRight>>
  }
>

/** All that a role may do. */
export interface RoleRights {
  readonly grants: Readonly<Record<string, Grant>>
  readonly abilities: readonly Ability[]
}

export const rightsQuery = (role: string) =>
  queryOptions({
    queryKey: recordsKey('role', 'rights', role),
    queryFn: () => request<RoleRights>(`/roles/${role}/rights`),
  })

export const saveRights = (role: string, { grants, abilities }: RoleRights): Promise<RoleRights> =>
  request(`/roles/${role}/rights`, { method: 'PUT', body: { grants, abilities } })
