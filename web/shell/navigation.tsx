import { MenuFoldOutlined, MenuUnfoldOutlined, SearchOutlined, SettingOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { useMe } from '../api/session.ts'
import { useSay } from '../i18n/language.ts'
import { ObjectBadge } from '../ui/object-badge.tsx'
import { FavouriteViews } from './favourite-views.tsx'
import { useMayAskWhose } from '../whose/may-ask-whose.ts'
import { useNavigation } from './use-navigation.ts'

export const Navigation = ({ narrow, onToggle }: { narrow: boolean; onToggle: () => void }) => {
  const say = useSay()
  const groups = useNavigation()
  const { abilities } = useMe()
  const mayAskWhose = useMayAskWhose()
  const administers = Object.values(abilities).some(Boolean)
  return (
    <nav className="navigation" aria-label={say('nav.label')} data-narrow={narrow}>
      <div className="navigation-items">
        {groups.map(({ group, objects }) => (
          <div key={group} className="navigation-group">
            <p aria-hidden={narrow}>{say(`nav.group.${group}`)}</p>
            {objects.map((object) => (
              <Link
                key={object.name}
                to="/o/$object"
                params={{ object: object.name }}
                title={narrow ? object.plural : undefined}
                className="navigation-item"
                activeProps={{ 'aria-current': 'page' }}
              >
                <ObjectBadge object={object} />
                <span>{object.plural}</span>
              </Link>
            ))}
            {group === 'customers' && mayAskWhose ? (
              <Link
                to="/whose"
                title={narrow ? say('whose.title') : undefined}
                className="navigation-item"
                activeProps={{ 'aria-current': 'page' }}
              >
                <SearchOutlined />
                <span>{say('whose.title')}</span>
              </Link>
            ) : null}
          </div>
        ))}
        <FavouriteViews narrow={narrow} />
        {administers ? (
          <Link
            to="/settings"
            className="navigation-item navigation-settings"
            title={narrow ? say('nav.settings') : undefined}
            activeProps={{ 'aria-current': 'page' }}
          >
            <SettingOutlined />
            <span>{say('nav.settings')}</span>
          </Link>
        ) : null}
      </div>
      <button
        type="button"
        className="navigation-item navigation-toggle"
        aria-label={narrow ? say('nav.expand') : say('nav.collapse')}
        aria-expanded={!narrow}
        onClick={onToggle}
      >
        {narrow ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
        <span>{say('nav.collapse')}</span>
      </button>
    </nav>
  )
}
