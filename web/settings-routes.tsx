import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { app, text } from './app-route.tsx'

const settings = createRoute({
  getParentRoute: () => app,
  path: '/settings',
  staticData: { help: 'settings' },
  component: lazyRouteComponent(() => import('./settings/settings-layout.tsx'), 'SettingsLayout'),
})
const settingsIndex = createRoute({
  getParentRoute: () => settings,
  path: '/',
  staticData: { help: 'settings' },
  component: lazyRouteComponent(() => import('./settings/settings-index.tsx'), 'SettingsIndex'),
})
const users = createRoute({
  getParentRoute: () => settings,
  path: '/users',
  staticData: { help: 'users' },
  component: lazyRouteComponent(() => import('./settings/people/users-page.tsx'), 'UsersPage'),
})
const departments = createRoute({
  getParentRoute: () => settings,
  path: '/departments',
  staticData: { help: 'departments' },
  component: lazyRouteComponent(() => import('./settings/people/departments-page.tsx'), 'DepartmentsPage'),
})
const roles = createRoute({
  getParentRoute: () => settings,
  path: '/roles',
  staticData: { help: 'roles' },
  validateSearch: (search) => ({ role: text(search['role']) }),
  component: lazyRouteComponent(() => import('./settings/people/roles-page.tsx'), 'RolesPage'),
})
const explain = createRoute({
  getParentRoute: () => settings,
  path: '/explain',
  staticData: { help: 'explain' },
  component: lazyRouteComponent(() => import('./settings/people/explain-page.tsx'), 'ExplainPage'),
})
const objects = createRoute({
  getParentRoute: () => settings,
  path: '/objects',
  staticData: { help: 'objects' },
  validateSearch: (search) => ({
    object: text(search['object']),
    tab: search['tab'] === 'rules' ? ('rules' as const) : undefined,
  }),
  component: lazyRouteComponent(() => import('./settings/schema/objects-page.tsx'), 'ObjectsPage'),
})
const pipelines = createRoute({
  getParentRoute: () => settings,
  path: '/pipelines',
  staticData: { help: 'pipelines' },
  component: lazyRouteComponent(() => import('./settings/schema/pipelines-page.tsx'), 'PipelinesPage'),
})
const workspace = createRoute({
  getParentRoute: () => settings,
  path: '/workspace',
  staticData: { help: 'workspace' },
  component: lazyRouteComponent(() => import('./settings/company/workspace-page.tsx'), 'WorkspacePage'),
})
const apiKeys = createRoute({
  getParentRoute: () => settings,
  path: '/api-keys',
  staticData: { help: 'apiKeys' },
  component: lazyRouteComponent(() => import('./settings/integration/api-keys-page.tsx'), 'ApiKeysPage'),
})
const webhooks = createRoute({
  getParentRoute: () => settings,
  path: '/webhooks',
  staticData: { help: 'webhooks' },
  validateSearch: (search) => ({ webhook: text(search['webhook']) }),
  component: lazyRouteComponent(() => import('./settings/integration/webhooks-page.tsx'), 'WebhooksPage'),
})
const sampleData = createRoute({
  getParentRoute: () => settings,
  path: '/sample-data',
  staticData: { help: 'sampleData' },
  validateSearch: (search) => ({ job: text(search['job']) }),
  component: lazyRouteComponent(() => import('./settings/company/sample-data-page.tsx'), 'SampleDataPage'),
})
const audit = createRoute({
  getParentRoute: () => settings,
  path: '/audit',
  staticData: { help: 'audit' },
  validateSearch: (search) => ({
    show: search['show'] === 'refusals' ? ('refusals' as const) : undefined,
    kind: search['kind'] === 'refused' || search['kind'] === 'duplicates' ? search['kind'] : undefined,
    object: text(search['object']),
    actor: text(search['actor']),
    from: text(search['from']),
    to: text(search['to']),
  }),
  component: lazyRouteComponent(() => import('./settings/audit/audit-page.tsx'), 'AuditPage'),
})
const backups = createRoute({
  getParentRoute: () => settings,
  path: '/backups',
  staticData: { help: 'backups' },
  component: lazyRouteComponent(() => import('./settings/backups/backups-page.tsx'), 'BackupsPage'),
})
const recycleBin = createRoute({
  getParentRoute: () => settings,
  path: '/recycle-bin',
  staticData: { help: 'recycleBin' },
  validateSearch: (search) => ({ object: text(search['object']) }),
  component: lazyRouteComponent(() => import('./settings/recycle-bin-page.tsx'), 'RecycleBinPage'),
})

/** What administrators set. */
export const settingsRoutes = settings.addChildren([
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
])
