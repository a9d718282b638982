import { useRouter } from '@tanstack/react-router'
import { Button, Dropdown, type MenuProps } from 'antd'
import { queryClient } from '../api/query-client.ts'
import { type Preferences, savePreferences, signOut, signOutElsewhere, useMe } from '../api/session.ts'
import { farewell } from '../auth/welcome.ts'
import { setLanguage, useLanguage, useSay } from '../i18n/language.ts'
import { setAppearance, useAppearance } from '../ui/appearance.ts'
import { failed, toast } from '../ui/toast.tsx'

const themes = ['system', 'light', 'dark'] as const
const densities = ['compact', 'standard', 'loose'] as const

/** Language, appearance and density change at once, here and on this person's other devices. */
export const MeMenu = () => {
  const say = useSay()
  const language = useLanguage()
  const router = useRouter()
  const { theme, density } = useAppearance()
  const { user } = useMe()

  const keep = (change: Preferences) => {
    setAppearance(change)
    if (change.language) void setLanguage(change.language).then(() => router.invalidate())
    savePreferences(change).catch(failed)
  }
  const leave = async () => {
    await signOut()
    farewell()
    sessionStorage.clear()
    queryClient.clear()
    await router.navigate({ to: '/sign-in', search: { to: undefined } })
  }

  const items: MenuProps['items'] = [
    {
      key: 'who',
      type: 'group',
      label: (
        <span className="me-who">
          <strong>{user.name}</strong>
          <span>{user.email}</span>
          <span>{user.roles.map((role) => role.label).join(say('common.and'))}</span>
        </span>
      ),
    },
    { type: 'divider' },
    {
      key: 'language',
      type: 'group',
      label: say('me.language'),
      children: [
        { key: 'language:zh-CN', label: '简体中文' },
        { key: 'language:en', label: 'English' },
      ],
    },
    {
      key: 'theme',
      type: 'group',
      label: say('me.theme'),
      children: themes.map((one) => ({ key: `theme:${one}`, label: say(`me.theme.${one}`) })),
    },
    {
      key: 'density',
      type: 'group',
      label: say('me.density'),
      children: densities.map((one) => ({ key: `density:${one}`, label: say(`me.density.${one}`) })),
    },
    { type: 'divider' },
    { key: 'elsewhere', label: say('me.signOutElsewhere') },
    { key: 'leave', label: say('me.signOut') },
  ]

  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      classNames={{ root: 'me-menu' }}
      menu={{
        items,
        selectedKeys: [`language:${language}`, `theme:${theme}`, `density:${density}`],
        onClick: ({ key }) => {
          const [what, value] = key.split(':')
          if (key === 'leave') leave().catch(failed)
          else if (key === 'elsewhere') signOutElsewhere().then(() => toast(say('me.signedOutElsewhere')), failed)
          else keep({ [what ?? '']: value } as Preferences)
        },
      }}
    >
      <Button type="text" className="top-me" aria-label={say('top.me', { name: user.name })}>
        {user.name}
      </Button>
    </Dropdown>
  )
}
