import {
  BellOutlined,
  PlusOutlined,
  QuestionCircleOutlined,
  RightOutlined,
  SettingOutlined,
  UploadOutlined,
  UserOutlined,
} from '@ant-design/icons'
import { useNavigate, useParams, useRouter } from '@tanstack/react-router'
import { useMe } from '../api/session.ts'
import { useMetadata } from '../api/use-metadata.ts'
import { openHelp } from '../help/help-view.ts'
import { useSay } from '../i18n/language.ts'
import { settingsPages } from '../settings/settings-pages.ts'
import { ObjectBadge } from '../ui/object-badge.tsx'
import { presetFor } from '../record/links.ts'
import { pageCommands } from './page-commands.ts'
import type { Entry } from './palette.tsx'

/** What can be done here, what can be made and where one can go; with text, those whose name holds it. */
export const useCommands = (text: string, onKeys: () => void): Entry[] => {
  const say = useSay()
  const navigate = useNavigate()
  const router = useRouter()
  const { objects } = useMetadata()
  const { abilities } = useMe()
  const seen = useParams({ strict: false })
  const on = objects.find(({ name }) => name === seen.object)
  const shown = objects.filter((object) => object.inNavigation)
  const needle = text.trim().toLowerCase()

  const here = pageCommands().map(({ key, label, section, run }) => ({
    key: `here ${key}`,
    section: section ?? say('palette.here'),
    badge: <RightOutlined aria-hidden="true" />,
    title: label,
    run,
  }))
  const creations = shown
    .filter((object) => object.rights.create)
    .map((object) => ({
      key: `new ${object.name}`,
      section: say('palette.actions'),
      badge: <PlusOutlined />,
      title: say('palette.newOf', { object: object.label }),
      run: () =>
        void navigate({
          to: '/o/$object/new',
          params: { object: object.name },
          search: {
            preset: on && seen.id ? presetFor(on, seen.id, object) : undefined,
            back: on && seen.id && presetFor(on, seen.id, object) ? router.state.location.href : undefined,
          },
        }),
    }))
  const imports = shown
    .filter((object) => object.rights.import)
    .map((object) => ({
      key: `import ${object.name}`,
      section: say('palette.actions'),
      badge: <UploadOutlined />,
      title: say('import.of', { object: object.plural }),
      run: () => void navigate({ to: '/o/$object/import', params: { object: object.name } }),
    }))
  const places = shown.map((object) => ({
    key: `go ${object.name}`,
    section: say('palette.goTo'),
    badge: <ObjectBadge object={object} />,
    title: object.plural,
    run: () => void navigate({ to: '/o/$object', params: { object: object.name } }),
  }))
  const pages = settingsPages
    .filter((page) => abilities[page.ability])
    .map((page) => ({
      key: `go ${page.path}`,
      section: say('palette.goTo'),
      badge: <SettingOutlined />,
      title: `${say('settings.title')} · ${say(page.title)}`,
      run: () => void router.navigate({ href: page.path }),
    }))
  const account = (['security', 'notifications'] as const).map((page) => ({
    key: `go account ${page}`,
    section: say('palette.goTo'),
    badge: <UserOutlined />,
    title: `${say('account.title')} · ${say(`account.${page}`)}`,
    run: () => void navigate({ to: `/account/${page}` }),
  }))
  const notices = {
    key: 'go notifications',
    section: say('palette.goTo'),
    badge: <BellOutlined />,
    title: say('notices.title'),
    run: () => void navigate({ to: '/notifications' }),
  }
  // What is offered without a page of its own comes behind what the page is about.
  const known = new Set([...creations, ...imports].map(({ title }) => title))
  const own = here.filter(({ section, title }) => section === say('palette.here') && !known.has(title))
  const aside = here.filter(({ section }) => section !== say('palette.here'))
  const help = (
    [
      ['title', () => openHelp()],
      ['guide', () => openHelp({ chapter: 'README' })],
      ['keys', onKeys],
      ['news', () => openHelp('news')],
      ['diagnostics', () => openHelp('diagnostics')],
    ] as const
  ).map(([name, run]) => ({
    key: `help ${name}`,
    section: say('help.title'),
    badge: <QuestionCircleOutlined aria-hidden="true" />,
    title: say(`help.${name}`),
    run,
  }))
  return [...own, ...creations, ...imports, ...places, notices, ...account, ...pages, ...aside, ...help].filter(
    ({ title }) => title.toLowerCase().includes(needle),
  )
}
