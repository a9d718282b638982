import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { ApiError } from './api/api-error.ts'
import { queryClient } from './api/query-client.ts'
import { getSetUp, meQuery } from './api/session.ts'
import { metadataQuery } from './api/use-metadata.ts'
import { welcome } from './auth/welcome.ts'
import { readStep } from './import/step-of.ts'
import { readListSearch } from './list/list-search.ts'
import { FirstPage } from './shell/first-page.tsx'
import { Shell } from './shell/shell.tsx'
import { PageCrash, PageSkeleton, PageUnknown } from './shell/page-states.tsx'

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
const values = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined

const root = createRootRoute({ component: Outlet, errorComponent: PageCrash, notFoundComponent: PageUnknown })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search) => ({ to: text(search['to']) }),
  component: lazyRouteComponent(() => import('./auth/sign-in-page.tsx'), 'SignInPage'),
})

const forgotten = createRoute({
  getParentRoute: () => root,
  path: '/forgotten-password',
  component: lazyRouteComponent(() => import('./auth/forgotten-page.tsx'), 'ForgottenPage'),
})

const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  component: lazyRouteComponent(() => import('./auth/reset-page.tsx'), 'ResetPage'),
})

const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  component: lazyRouteComponent(() => import('./auth/set-up-page.tsx'), 'SetUpPage'),
})

/** All that needs a signed-in person. What the shell draws from is there before it is drawn. */
const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
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

const first = createRoute({ getParentRoute: () => app, path: '/', component: FirstPage })

export const listRoute = createRoute({
  getParentRoute: () => app,
  path: '/o/$object',
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import('./list/list-page.tsx'), 'ListPage'),
})

export const newRoute = createRoute({
  getParentRoute: () => app,
  path: '/o/$object/new',
  validateSearch: (search) => ({ preset: values(search['preset']), back: text(search['back']) }),
  component: lazyRouteComponent(() => import('./form/new-page.tsx'), 'NewPage'),
})

const importStart = createRoute({
  getParentRoute: () => app,
  path: '/o/$object/import',
  component: lazyRouteComponent(() => import('./import/import-start-page.tsx'), 'ImportStartPage'),
})
const importOne = createRoute({
  getParentRoute: () => app,
  path: '/imports/$id',
  validateSearch: (search) => ({ step: readStep(search['step']) }),
  component: lazyRouteComponent(() => import('./import/import-page.tsx'), 'ImportPage'),
})
const exportOne = createRoute({
  getParentRoute: () => app,
  path: '/exports/$id',
  component: lazyRouteComponent(() => import('./export/export-page.tsx'), 'ExportPage'),
})

export const recordRoute = createRoute({
  getParentRoute: () => app,
  path: '/o/$object/$id',
  validateSearch: (search) => ({ tab: text(search['tab']) }),
  component: lazyRouteComponent(() => import('./record/record-page.tsx'), 'RecordPage'),
})

const notifications = createRoute({
  getParentRoute: () => app,
  path: '/notifications',
  component: lazyRouteComponent(() => import('./notifications/notifications-page.tsx'), 'NotificationsPage'),
})

const account = createRoute({
  getParentRoute: () => app,
  path: '/account',
  component: lazyRouteComponent(() => import('./account/account-layout.tsx'), 'AccountLayout'),
})
const accountIndex = createRoute({
  getParentRoute: () => account,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/account/security' })
  },
})
const security = createRoute({
  getParentRoute: () => account,
  path: '/security',
  component: lazyRouteComponent(() => import('./account/security-page.tsx'), 'SecurityPage'),
})
const channels = createRoute({
  getParentRoute: () => account,
  path: '/notifications',
  component: lazyRouteComponent(() => import('./account/channels-page.tsx'), 'ChannelsPage'),
})

const settings = createRoute({
  getParentRoute: () => app,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings/settings-layout.tsx'), 'SettingsLayout'),
})
const settingsIndex = createRoute({
  getParentRoute: () => settings,
  path: '/',
  component: lazyRouteComponent(() => import('./settings/settings-index.tsx'), 'SettingsIndex'),
})
const users = createRoute({
  getParentRoute: () => settings,
  path: '/users',
  component: lazyRouteComponent(() => import('./settings/users-page.tsx'), 'UsersPage'),
})
const departments = createRoute({
  getParentRoute: () => settings,
  path: '/departments',
  component: lazyRouteComponent(() => import('./settings/departments-page.tsx'), 'DepartmentsPage'),
})
const roles = createRoute({
  getParentRoute: () => settings,
  path: '/roles',
  validateSearch: (search) => ({ role: text(search['role']) }),
  component: lazyRouteComponent(() => import('./settings/roles-page.tsx'), 'RolesPage'),
})
const explain = createRoute({
  getParentRoute: () => settings,
  path: '/explain',
  component: lazyRouteComponent(() => import('./settings/explain-page.tsx'), 'ExplainPage'),
})
const objects = createRoute({
  getParentRoute: () => settings,
  path: '/objects',
  validateSearch: (search) => ({
    object: text(search['object']),
    tab: search['tab'] === 'rules' ? ('rules' as const) : undefined,
  }),
  component: lazyRouteComponent(() => import('./settings/objects-page.tsx'), 'ObjectsPage'),
})
const pipelines = createRoute({
  getParentRoute: () => settings,
  path: '/pipelines',
  component: lazyRouteComponent(() => import('./settings/pipelines-page.tsx'), 'PipelinesPage'),
})
const workspace = createRoute({
  getParentRoute: () => settings,
  path: '/workspace',
  component: lazyRouteComponent(() => import('./settings/workspace-page.tsx'), 'WorkspacePage'),
})
const apiKeys = createRoute({
  getParentRoute: () => settings,
  path: '/api-keys',
  component: lazyRouteComponent(() => import('./settings/api-keys-page.tsx'), 'ApiKeysPage'),
})
const webhooks = createRoute({
  getParentRoute: () => settings,
  path: '/webhooks',
  validateSearch: (search) => ({ webhook: text(search['webhook']) }),
  component: lazyRouteComponent(() => import('./settings/webhooks-page.tsx'), 'WebhooksPage'),
})
const sampleData = createRoute({
  getParentRoute: () => settings,
  path: '/sample-data',
  validateSearch: (search) => ({ job: text(search['job']) }),
  component: lazyRouteComponent(() => import('./settings/sample-data-page.tsx'), 'SampleDataPage'),
})
const audit = createRoute({
  getParentRoute: () => settings,
  path: '/audit',
  validateSearch: (search) => ({
    object: text(search['object']),
    actor: text(search['actor']),
    from: text(search['from']),
    to: text(search['to']),
  }),
  component: lazyRouteComponent(() => import('./settings/audit-page.tsx'), 'AuditPage'),
})
const backups = createRoute({
  getParentRoute: () => settings,
  path: '/backups',
  component: lazyRouteComponent(() => import('./settings/backups-page.tsx'), 'BackupsPage'),
})
const recycleBin = createRoute({
  getParentRoute: () => settings,
  path: '/recycle-bin',
  validateSearch: (search) => ({ object: text(search['object']) }),
  component: lazyRouteComponent(() => import('./settings/recycle-bin-page.tsx'), 'RecycleBinPage'),
})

const routeTree = root.addChildren([
  signIn,
  forgotten,
  reset,
  setUp,
  app.addChildren([
    first,
    listRoute,
    newRoute,
    importStart,
    importOne,
    exportOne,
    recordRoute,
    notifications,
    account.addChildren([accountIndex, security, channels]),
    settings.addChildren([
      settingsIndex,
      users,
      departments,
      roles,
      explain,
      objects,
      pipelines,
      workspace,
      apiKeys,
      webhooks,
      sampleData,
      audit,
      backups,
      recycleBin,
    ]),
  ]),
])

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultPendingComponent: PageSkeleton,
  defaultPendingMs: 150,
  defaultPendingMinMs: 0,
  defaultErrorComponent: PageCrash,
  defaultNotFoundComponent: PageUnknown,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
