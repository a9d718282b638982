import { queryOptions } from '@tanstack/react-query'
import { recordsKey } from '../../api/query-client.ts'
import { request } from '../../api/request.ts'
import type { Ability } from '../../api/session.ts'

export const scopes = ['none', 'own', 'subordinates', 'department', 'departmentTree', 'all'] as const
export type Scope = (typeof scopes)[number]
export const fieldRights = ['write', 'read', 'masked', 'hidden'] as const
export type FieldRight = (typeof fieldRights)[number]

/** Rights over whose records. */
export const scoped = ['read', 'update', 'delete'] as const
/** Rights that one has or has not. */
export const switched = ['create', 'export', 'import', 'bulk'] as const

/** Records that a role may read beyond its scope: of these departments, fulfilling this condition. */
export interface SharingRule {
  readonly name?: string
  readonly departments?: readonly string[]
  readonly below?: boolean
  readonly when?: string
}

/** What a role may do with an object. */
export type Grant = Readonly<
  Partial<Record<(typeof scoped)[number], Scope> & Record<(typeof switched)[number], boolean>> & {
    fields?: Readonly<Record<string, FieldRight>>
    actions?: readonly string[]
    /** A text is the condition of a single rule. */
    readAlso?: string | readonly SharingRule[]
  }
>

export const sharingRules = ({ readAlso = [] }: Grant): readonly SharingRule[] =>
  typeof readAlso === 'string' ? [{ when: readAlso }] : readAlso

/** All that a role may do. */
export interface RoleRights {
  readonly grants: Readonly<Record<string, Grant>>
  readonly abilities: readonly Ability[]
}

/** An object with all there is to grant about it. */
export interface Grantable {
  readonly name: string
  readonly label: string
  readonly icon: string
  /** People work with it, other than with settings. */
  readonly business: boolean
  readonly owned: boolean
  /** Of those made by the system there is only who sees them. */
  readonly fields: readonly {
    readonly name: string
    readonly label: string
    readonly kind: string
    readonly readOnly: boolean
  }[]
  readonly actions: readonly { readonly name: string; readonly label: string }[]
}

/** Told apart from what the caller may see herself: who gives rights need not have them. */
export const catalogueQuery = queryOptions({
  queryKey: ['meta', 'rights'],
  queryFn: () => request<{ objects: readonly Grantable[] }>('/rights/catalogue'),
})

export const rightsQuery = (role: string) =>
  queryOptions({
    queryKey: recordsKey('role', 'rights', role),
    queryFn: () => request<RoleRights>(`/roles/${role}/rights`),
  })

export const saveRights = (role: string, { grants, abilities }: RoleRights): Promise<RoleRights> =>
  request(`/roles/${role}/rights`, { method: 'PUT', body: { grants, abilities } })
