import { useRouter } from '@tanstack/react-router'
import { Button } from 'antd'
import { changeWorkspace, type Preferences, savePreferences, signOut, useMe } from '../api/session.ts'
import { enterWorkspace } from '../api/shown-workspace.ts'
import { openHelp } from '../help/help-view.ts'
import { setLanguage, useLanguage, useSay } from '../i18n/language.ts'
import { setAppearance, useAppearance } from '../ui/theme/appearance.ts'
import { usePageCommands } from './page-commands.ts'
import { Menu, type MenuItem } from '../ui/overlay/menu.tsx'
import { failed } from '../ui/overlay/toast.tsx'

const languages = [
  ['zh-CN', '简体中文'],
  ['en', 'English'],
] as const
const themes = ['system', 'light', 'dark'] as const
const densities = ['compact', 'standard', 'loose'] as const

/** Language, appearance and density change at once, here and on this person's other devices. */
export const MeMenu = () => {
  const say = useSay()
  const language = useLanguage()
  const router = useRouter()
  const { theme, density } = useAppearance()
  const { user, workspace, workspaces } = useMe()

  const keep = (change: Preferences) => {
    setAppearance(change)
    if (change.language) void setLanguage(change.language).then(() => router.invalidate())
    savePreferences(change).catch(failed)
  }
  const leave = async () => {
    await signOut()
    sessionStorage.clear()
    // The page is loaded anew: nothing that was on the screen or in memory stays for whoever sits down next.
    location.replace('/sign-in')
  }

  const others = workspaces.length > 1 ? workspaces : []
  const items: MenuItem[] = [
    ...others.map(({ id, name }) => ({
      key: id,
      label: name,
      group: say('me.workspace'),
      checked: id === workspace.id,
      run: () => void (id === workspace.id || changeWorkspace(id).then(enterWorkspace, failed)),
    })),
    ...languages.map(([value, label]) => ({
      key: value,
      label,
      group: say('me.language'),
      checked: language === value,
      run: () => keep({ language: value }),
    })),
    ...themes.map((value) => ({
      key: value,
      label: say(`me.theme.${value}`),
      group: say('me.theme'),
      checked: theme === value,
      run: () => keep({ theme: value }),
    })),
    ...densities.map((value) => ({
      key: value,
      label: say(`me.density.${value}`),
      group: say('me.density'),
      checked: density === value,
      run: () => keep({ density: value }),
    })),
    { key: 'account', label: say('account.title'), run: () => void router.navigate({ to: '/account/security' }) },
    { key: 'help', label: say('help.title'), run: () => openHelp() },
    { key: 'leave', label: say('me.signOut'), run: () => leave().catch(failed) },
  ]
  usePageCommands(
    items
      .filter(({ key, checked }) => checked !== true && !['account', 'help'].includes(key))
      .map(({ key, label, group, run }) => ({
        key: `me ${key}`,
        label: group ? `${group} · ${String(label)}` : String(label),
        section: say('account.title'),
        run,
      })),
  )
  return (
    <Menu
      end
      label={say('top.me', { name: user.name })}
      items={items}
      head={
        <p className="me-who">
          <strong>{user.name}</strong>
          <span>{user.email}</span>
          <span>{user.roles.map((role) => role.label).join(say('common.and'))}</span>
        </p>
      }
      button={
        <Button type="text" className="top-me" aria-label={say('top.me', { name: user.name })}>
          {user.name}
        </Button>
      }
    />
  )
}
