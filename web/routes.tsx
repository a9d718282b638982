import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { app, root, text } from './app-route.tsx'
import { readStep } from './import/step-of.ts'
import { readListSearch } from './list/list-search.ts'
import { settingsRoutes } from './settings-routes.tsx'
import { FirstPage } from './shell/first-page.tsx'
import { PageCrash, PageSkeleton, PageUnknown } from './shell/page-states.tsx'

const values = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  staticData: { help: 'signIn' },
  validateSearch: (search) => ({ to: text(search['to']) }),
  component: lazyRouteComponent(() => import('./auth/sign-in-page.tsx'), 'SignInPage'),
})

const forgotten = createRoute({
  getParentRoute: () => root,
  path: '/forgotten-password',
  staticData: { help: 'password' },
  component: lazyRouteComponent(() => import('./auth/forgotten-page.tsx'), 'ForgottenPage'),
})

const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  staticData: { help: 'password' },
  component: lazyRouteComponent(() => import('./auth/reset-page.tsx'), 'ResetPage'),
})

const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  staticData: { help: 'setUp' },
  component: lazyRouteComponent(() => import('./auth/set-up-page.tsx'), 'SetUpPage'),
})

const first = createRoute({
  getParentRoute: () => app,
  path: '/',
  staticData: { help: 'start' },
  component: FirstPage,
})

export const listRoute = createRoute({
  getParentRoute: () => app,
  path: '/o/$object',
  staticData: { help: 'list' },
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import('./list/list-page.tsx'), 'ListPage'),
})

export const newRoute = createRoute({
  getParentRoute: () => app,
  path: '/o/$object/new',
  staticData: { help: 'new' },
  validateSearch: (search) => ({ preset: values(search['preset']), back: text(search['back']) }),
  component: lazyRouteComponent(() => import('./form/new-page.tsx'), 'NewPage'),
})

const importStart = createRoute({
  getParentRoute: () => app,
  path: '/o/$object/import',
  staticData: { help: 'importStart' },
  component: lazyRouteComponent(() => import('./import/import-start-page.tsx'), 'ImportStartPage'),
})
const importOne = createRoute({
  getParentRoute: () => app,
  path: '/imports/$id',
  staticData: { help: 'import' },
  validateSearch: (search) => ({ step: readStep(search['step']) }),
  component: lazyRouteComponent(() => import('./import/import-page.tsx'), 'ImportPage'),
})
const exportOne = createRoute({
  getParentRoute: () => app,
  path: '/exports/$id',
  staticData: { help: 'export' },
  component: lazyRouteComponent(() => import('./export/export-page.tsx'), 'ExportPage'),
})

const bulkOne = createRoute({
  getParentRoute: () => app,
  path: '/bulk-changes/$id',
  staticData: { help: 'bulk' },
  component: lazyRouteComponent(() => import('./list/bulk/bulk-page.tsx'), 'BulkPage'),
})

const departmentMove = createRoute({
  getParentRoute: () => app,
  path: '/department-moves/$id',
  staticData: { help: 'departments' },
  component: lazyRouteComponent(() => import('./settings/people/department-move-page.tsx'), 'DepartmentMovePage'),
})

export const recordRoute = createRoute({
  getParentRoute: () => app,
  path: '/o/$object/$id',
  staticData: { help: 'record' },
  validateSearch: (search) => ({ tab: text(search['tab']) }),
  component: lazyRouteComponent(() => import('./record/record-page.tsx'), 'RecordPage'),
})

const notifications = createRoute({
  getParentRoute: () => app,
  path: '/notifications',
  staticData: { help: 'notifications' },
  component: lazyRouteComponent(() => import('./notifications/notifications-page.tsx'), 'NotificationsPage'),
})

const whose = createRoute({
  getParentRoute: () => app,
  path: '/whose',
  staticData: { help: 'whose' },
  component: lazyRouteComponent(() => import('./whose/whose-page.tsx'), 'WhosePage'),
})

const account = createRoute({
  getParentRoute: () => app,
  path: '/account',
  staticData: { help: 'security' },
  component: lazyRouteComponent(() => import('./account/account-layout.tsx'), 'AccountLayout'),
})
const accountIndex = createRoute({
  getParentRoute: () => account,
  path: '/',
  staticData: { help: 'security' },
  beforeLoad: () => {
    throw redirect({ to: '/account/security' })
  },
})
const security = createRoute({
  getParentRoute: () => account,
  path: '/security',
  staticData: { help: 'security' },
  component: lazyRouteComponent(() => import('./account/security-page.tsx'), 'SecurityPage'),
})
const channels = createRoute({
  getParentRoute: () => account,
  path: '/notifications',
  staticData: { help: 'channels' },
  component: lazyRouteComponent(() => import('./account/channels-page.tsx'), 'ChannelsPage'),
})
const shortcuts = createRoute({
  getParentRoute: () => account,
  path: '/shortcuts',
  staticData: { help: 'shortcuts' },
  component: lazyRouteComponent(() => import('./account/shortcuts-page.tsx'), 'ShortcutsPage'),
})

/** What no other route knows, so that there is always a shell to find on from. */
const unknown = createRoute({
  getParentRoute: () => app,
  path: '/$',
  staticData: { help: 'start' },
  component: PageUnknown,
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
    bulkOne,
    departmentMove,
    recordRoute,
    notifications,
    whose,
    account.addChildren([accountIndex, security, channels, shortcuts]),
    settingsRoutes,
    unknown,
  ]),
])

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultPendingComponent: PageSkeleton,
  defaultPendingMs: 150,
  defaultPendingMinMs: 0,
  defaultErrorComponent: PageCrash,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
