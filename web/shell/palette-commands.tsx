import {
  BellOutlined,
  PlusOutlined,
  QuestionCircleOutlined,
  RightOutlined,
  SearchOutlined,
  SettingOutlined,
  UploadOutlined,
  UserOutlined,
} from '@ant-design/icons'
import { useNavigate, useParams, useRouter } from '@tanstack/react-router'
import { useMe } from '../api/session.ts'
import { useMetadata } from '../api/use-metadata.ts'
import { openHelp } from '../help/help-view.ts'
import { useSay } from '../i18n/language.ts'
import { pagesFor } from '../settings/settings-pages.ts'
import { ObjectBadge } from '../ui/object-badge.tsx'
import { presetFor } from '../record/links.ts'
import { combinationText } from './keys/combination.ts'
import type { KeyName } from './keys/key-actions.ts'
import { useMyKeys } from './keys/my-keys.ts'
import { useMayAskWhose } from '../whose/may-ask-whose.ts'
import { pageCommands } from './page-commands.ts'
import type { Entry } from './palette.tsx'

/** What can be done here, what can be made and where one can go; with text, those whose name holds it. */
export const useCommands = (text: string, onKeys: () => void): Entry[] => {
  const say = useSay()
  const navigate = useNavigate()
  const router = useRouter()
  const { objects } = useMetadata()
  const { abilities } = useMe()
  const mayAskWhose = useMayAskWhose()
  const seen = useParams({ strict: false })
  const on = objects.find(({ name }) => name === seen.object)
  const shown = objects.filter((object) => object.inNavigation)
  const needle = text.trim().toLowerCase()
  const { keys } = useMyKeys()
  const keysOf = (name: KeyName | undefined) => {
    const combination = name && keys[name]
    return combination ? combinationText(combination) : undefined
  }

  const here = pageCommands().map(({ key, label, section, does, run }) => ({
    key: `here ${key}`,
    section: section ?? say('palette.here'),
    badge: <RightOutlined aria-hidden="true" />,
    title: label,
    keys: keysOf(does),
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
  const places = shown.map((object, at) => ({
    keys: keysOf(at < 9 ? (`goTo${at + 1}` as KeyName) : undefined),
    key: `go ${object.name}`,
    section: say('palette.goTo'),
    badge: <ObjectBadge object={object} />,
    title: object.plural,
    run: () => void navigate({ to: '/o/$object', params: { object: object.name } }),
  }))
  const whose = {
    key: 'go whose',
    section: say('palette.goTo'),
    badge: <SearchOutlined />,
    title: say('whose.title'),
    run: () => void navigate({ to: '/whose' }),
  }
  const pages = pagesFor(abilities).map((page) => ({
    key: `go ${page.path}`,
    section: say('palette.goTo'),
    badge: <SettingOutlined />,
    title: `${say('settings.title')} · ${say(page.title)}`,
    run: () => void router.navigate({ href: page.path }),
  }))
  const account = (['security', 'notifications', 'shortcuts'] as const).map((page) => ({
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
      ['title', () => openHelp(), 'help'],
      ['guide', () => openHelp({ chapter: 'README' })],
      ['keys', onKeys, 'sheet'],
      ['news', () => openHelp('news')],
      ['diagnostics', () => openHelp('diagnostics')],
    ] as const
  ).map(([name, run, does]) => ({
    key: `help ${name}`,
    section: say('help.title'),
    badge: <QuestionCircleOutlined aria-hidden="true" />,
    title: say(`help.${name}`),
    keys: keysOf(does),
    run,
  }))
  const asks = mayAskWhose ? [whose] : []
  return [
    ...own,
    ...creations,
    ...imports,
    ...places,
    ...asks,
    notices,
    ...account,
    ...pages,
    ...aside,
    ...help,
  ].filter(({ title }) => title.toLowerCase().includes(needle))
}
