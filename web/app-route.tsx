import { createRootRoute, createRoute, Outlet, redirect } from '@tanstack/react-router'
import { ApiError } from './api/api-error.ts'
import { queryClient } from './api/query-client.ts'
import { getSetUp, meQuery } from './api/session.ts'
import { metadataQuery } from './api/use-metadata.ts'
import { welcome } from './auth/welcome.ts'
import type {} from './help/topic.ts'
import { PageCrash } from './shell/page-states.tsx'
import { Shell } from './shell/shell.tsx'

/** A word of the address, if it is there. */
export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

export const root = createRootRoute({
  staticData: { help: 'start' },
  component: Outlet,
  errorComponent: PageCrash,
})

/** All that needs a signed-in person. What the shell draws from is there before it is drawn. */
export const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  staticData: { help: 'start' },
  beforeLoad: async ({ location }) => {
    const me = await queryClient.ensureQueryData(meQuery).catch(async (error: unknown) => {
      if (!(error instanceof ApiError) || error.status !== 401) throw error
      if ((await getSetUp()).needed) throw redirect({ to: '/set-up' })
      throw redirect({ to: '/sign-in', search: { to: location.href } })
    })
    await welcome(me)
    await queryClient.ensureQueryData(metadataQuery())
  },
  component: Shell,
})
