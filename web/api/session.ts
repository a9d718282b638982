import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import type { Language } from '../i18n/language.ts'
import type { Density, Theme } from '../ui/appearance.ts'
import { request } from './request.ts'

export type Ability = 'users' | 'rights' | 'schema' | 'audit' | 'apiKeys' | 'settings'

export interface Preferences {
  readonly language?: Language
  readonly theme?: Theme
  readonly density?: Density
}

export interface Me {
  readonly user: {
    readonly id: string
    readonly name: string
    readonly email: string
    readonly departments: readonly { readonly id: string; readonly name: string }[]
    readonly roles: readonly { readonly name: string; readonly label: string }[]
  }
  readonly workspace: {
    readonly id: string
    readonly name: string
    readonly currency: string
    readonly zone: string
    readonly language: Language
  }
  readonly abilities: Readonly<Record<Ability, boolean>>
  readonly preferences: Preferences
}

export interface SetUp {
  readonly needed: boolean
  readonly name: string
  readonly workspaceName?: string
}

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => request<Me>('/me', { anonymous: true }),
  staleTime: 300_000,
  retry: false,
})

export const useMe = (): Me => useSuspenseQuery(meQuery).data

export const getSetUp = (): Promise<SetUp> => request('/setup', { anonymous: true })

export const setUp = (first: { company: string; name: string; email: string; password: string }): Promise<unknown> =>
  request('/setup', { method: 'POST', body: first, anonymous: true })

export const signIn = (email: string, password: string): Promise<unknown> =>
  request('/api/auth/sign-in/email', { method: 'POST', body: { email, password }, anonymous: true })

export const signOut = (): Promise<unknown> => request('/api/auth/sign-out', { method: 'POST', anonymous: true })

export const signOutElsewhere = (): Promise<unknown> => request('/api/auth/revoke-other-sessions', { method: 'POST' })

export const savePreferences = (change: Preferences): Promise<Preferences> =>
  request('/me/preferences', { method: 'PATCH', body: change })
