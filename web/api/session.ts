import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import type { QuietHours } from '#shared/quiet-hours'
import type { Language } from '../i18n/language.ts'
import type { Density, Theme } from '../ui/theme/appearance.ts'
import { beginAt } from '../live/cursor.ts'
import type { Metadata } from './metadata.ts'
import { queryClient } from './query-client.ts'
import { request } from './request.ts'
import { showWorkspace } from './shown-workspace.ts'
import { metadataQuery } from './use-metadata.ts'

export type Ability = 'users' | 'rights' | 'schema' | 'audit' | 'apiKeys' | 'settings'

/** A saved view that has its place in the navigation. */
export interface Favourite {
  readonly object: string
  readonly view: string
  readonly name: string
}

export interface Preferences {
  readonly language?: Language
  readonly theme?: Theme
  readonly density?: Density
  readonly favourites?: readonly Favourite[]
  readonly quietHours?: QuietHours
  /** Shortcuts that were given another key, or none (null). */
  readonly keys?: Readonly<Record<string, string | null>>
  /** Do single letters work as shortcuts. */
  readonly singleKeys?: boolean
}

/** How the workspace looks: one colour, and the id of the picture that is its logo. */
export interface Brand {
  readonly color?: string
  readonly logo?: string
}

export interface Me {
  readonly user: {
    readonly id: string
    readonly name: string
    readonly email: string
    readonly departments: readonly { readonly id: string; readonly name: string }[]
    readonly roles: readonly { readonly id: string; readonly name: string; readonly label: string }[]
  }
  readonly workspace: {
    readonly id: string
    readonly name: string
    readonly currency: string
    readonly zone: string
    readonly language: Language
    readonly brand: Brand
  }
  /** All that she may enter. */
  readonly workspaces: readonly { readonly id: string; readonly name: string }[]
  readonly abilities: Readonly<Record<Ability, boolean>>
  readonly preferences: Preferences
  /** The view with which her roles begin the list of an object. */
  readonly defaultViews: Readonly<Record<string, string>>
  /** Notifications. */
  readonly unread: number
}

export interface SetUp {
  readonly needed: boolean
  readonly name: string
  readonly workspaceName?: string
  readonly brand?: Brand
  /** A forgotten password is replaced by mail; otherwise an administrator has to help. */
  readonly resetByMail: boolean
}

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async () => {
    const { queryKey } = metadataQuery()
    const query = { meta: queryClient.getQueryData(queryKey) === undefined ? 'true' : undefined }
    const answer = await request<Me & { meta?: Metadata; live?: string }>('/me', { query, anonymous: true })
    const { meta, live, ...me } = answer
    // The first call of all brings what every screen is drawn from along.
    if (meta) queryClient.setQueryData(queryKey, meta)
    if (live) beginAt(live)
    showWorkspace(me.workspace.id)
    return me
  },
  staleTime: 300_000,
  retry: false,
})

export const useMe = (): Me => useSuspenseQuery(meQuery).data

export const getSetUp = (): Promise<SetUp> => request('/setup', { anonymous: true })

export const setUp = (first: { company: string; name: string; email: string; password: string }): Promise<unknown> =>
  request('/setup', { method: 'POST', body: first, anonymous: true })

/** With a second factor the password alone opens nothing: the code comes next. */
export const signIn = (email: string, password: string): Promise<{ secondFactor: boolean }> =>
  request('/api/auth/sign-in/email', { method: 'POST', body: { email, password }, anonymous: true })

export const signOut = (): Promise<unknown> => request('/api/auth/sign-out', { method: 'POST', anonymous: true })

/** Takes this browser into another of her companies. */
export const changeWorkspace = (workspace: string): Promise<unknown> =>
  request('/api/auth/change-workspace', { method: 'POST', body: { workspace } })

export const savePreferences = (change: Preferences): Promise<Preferences> =>
  request('/me/preferences', { method: 'PATCH', body: change })
