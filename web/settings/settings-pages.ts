import type { Ability } from '../api/session.ts'
import type { Key } from '../i18n/zh-CN.ts'

export interface SettingsPage {
  readonly path: string
  readonly title: Extract<Key, `settings.${string}`>
  readonly section: 'settings.people' | 'settings.data' | 'settings.system'
  /** Who has it sees the page; the server decides anew on every call. */
  readonly ability: Ability
}

export const settingsPages: readonly SettingsPage[] = [
  { path: '/settings/users', title: 'settings.users', section: 'settings.people', ability: 'users' },
  { path: '/settings/departments', title: 'settings.departments', section: 'settings.people', ability: 'users' },
  { path: '/settings/roles', title: 'settings.roles', section: 'settings.people', ability: 'rights' },
  { path: '/settings/explain', title: 'settings.explain', section: 'settings.people', ability: 'rights' },
  { path: '/settings/objects', title: 'settings.objects', section: 'settings.data', ability: 'schema' },
  { path: '/settings/pipelines', title: 'settings.pipelines', section: 'settings.data', ability: 'settings' },
  { path: '/settings/recycle-bin', title: 'settings.recycleBin', section: 'settings.data', ability: 'settings' },
  { path: '/settings/workspace', title: 'settings.workspace', section: 'settings.system', ability: 'settings' },
  { path: '/settings/sample-data', title: 'settings.sampleData', section: 'settings.data', ability: 'settings' },
  { path: '/settings/api-keys', title: 'settings.apiKeys', section: 'settings.system', ability: 'apiKeys' },
  { path: '/settings/webhooks', title: 'settings.webhooks', section: 'settings.system', ability: 'apiKeys' },
  { path: '/settings/backups', title: 'settings.backups', section: 'settings.system', ability: 'settings' },
  { path: '/settings/audit', title: 'settings.audit', section: 'settings.system', ability: 'audit' },
]
