import { PlusOutlined, QuestionCircleOutlined, SearchOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useMe } from '../api/session.ts'
import { useSay } from '../i18n/language.ts'
import { Bell } from '../notifications/bell.tsx'
import { Logo } from '../ui/logo.tsx'
import { ObjectBadge } from '../ui/object-badge.tsx'
import { Menu } from '../ui/overlay/menu.tsx'
import { ariaCombination, combinationText } from './keys/combination.ts'
import { useKeyHint, useMyKeys } from './keys/my-keys.ts'
import { MeMenu } from './me-menu.tsx'
import { useNavigation } from './use-navigation.ts'

export const TopBar = ({ onSearch, onHelp }: { onSearch: () => void; onHelp: () => void }) => {
  const say = useSay()
  const navigate = useNavigate()
  const { workspace } = useMe()
  const { keys } = useMyKeys()
  const hint = useKeyHint()
  const aria = (name: 'palette' | 'help') => (keys[name] === null ? undefined : ariaCombination(keys[name]))
  const creatable = useNavigation()
    .flatMap((group) => group.objects)
    .filter((object) => object.rights.create)
  return (
    <header className="top-bar">
      <p className="top-workspace" title={workspace.name}>
        {workspace.brand.logo ? <Logo id={workspace.brand.logo} /> : null}
        <span>{workspace.name}</span>
      </p>
      <button type="button" className="top-search" onClick={onSearch} aria-keyshortcuts={aria('palette')}>
        <SearchOutlined />
        <span className="top-search-long">{say('top.search')}</span>
        <span className="top-search-short">{say('top.searchShort')}</span>
        {keys.palette === null ? null : <kbd>{combinationText(keys.palette)}</kbd>}
      </button>
      <span className="top-space" />
      {creatable.length > 0 ? (
        <Menu
          end
          label={say('top.new')}
          items={creatable.map((object) => ({
            key: object.name,
            icon: <ObjectBadge object={object} />,
            label: object.label,
            run: () =>
              void navigate({
                to: '/o/$object/new',
                params: { object: object.name },
                search: { preset: undefined, back: undefined },
              }),
          }))}
          button={
            <Button className="top-new" icon={<PlusOutlined />} aria-label={say('top.new')}>
              <span className="top-new-word">{say('top.new')}</span>
            </Button>
          }
        />
      ) : null}
      <Button
        className="top-help"
        type="text"
        icon={<QuestionCircleOutlined />}
        aria-label={say('help.open')}
        aria-keyshortcuts={aria('help')}
        title={hint(say('help.title'), 'help')}
        onClick={onHelp}
      />
      <Bell />
      <MeMenu />
    </header>
  )
}
