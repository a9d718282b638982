import type { Ability } from '../api/session.ts'
import type { Key } from '../i18n/zh-CN.ts'

export interface SettingsPage {
  readonly path: string
  readonly title: Extract<Key, `settings.${string}`>
  readonly section: 'settings.people' | 'settings.data' | 'settings.system'
  /** Who has one of them sees the page; the server decides anew on every call. */
  readonly abilities: readonly Ability[]
}

export const settingsPages: readonly SettingsPage[] = [
  { path: '/settings/users', title: 'settings.users', section: 'settings.people', abilities: ['users'] },
  { path: '/settings/departments', title: 'settings.departments', section: 'settings.people', abilities: ['users'] },
  { path: '/settings/roles', title: 'settings.roles', section: 'settings.people', abilities: ['rights'] },
  { path: '/settings/explain', title: 'settings.explain', section: 'settings.people', abilities: ['rights'] },
  { path: '/settings/objects', title: 'settings.objects', section: 'settings.data', abilities: ['schema'] },
  { path: '/settings/pipelines', title: 'settings.pipelines', section: 'settings.data', abilities: ['settings'] },
  { path: '/settings/recycle-bin', title: 'settings.recycleBin', section: 'settings.data', abilities: ['settings'] },
  { path: '/settings/workspace', title: 'settings.workspace', section: 'settings.system', abilities: ['settings'] },
  { path: '/settings/sample-data', title: 'settings.sampleData', section: 'settings.data', abilities: ['settings'] },
  { path: '/settings/api-keys', title: 'settings.apiKeys', section: 'settings.system', abilities: ['apiKeys'] },
  { path: '/settings/webhooks', title: 'settings.webhooks', section: 'settings.system', abilities: ['apiKeys'] },
  { path: '/settings/backups', title: 'settings.backups', section: 'settings.system', abilities: ['settings'] },
  { path: '/settings/audit', title: 'settings.audit', section: 'settings.system', abilities: ['audit', 'rights'] },
]

/** The pages that somebody with these abilities is shown. */
export const pagesFor = (held: Readonly<Record<Ability, boolean>>): readonly SettingsPage[] =>
  settingsPages.filter(({ abilities }) => abilities.some((ability) => held[ability]))
