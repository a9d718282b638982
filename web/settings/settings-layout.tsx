import { Link, Outlet } from '@tanstack/react-router'
import { useMe } from '../api/session.ts'
import { useSay } from '../i18n/language.ts'
import { useTitle } from '../ui/use-title.ts'
import { settingsPages } from './settings-pages.ts'
import './settings.css'

const sections = ['settings.people', 'settings.data', 'settings.system'] as const

export const SettingsLayout = () => {
  const say = useSay()
  const { abilities } = useMe()
  useTitle(say('settings.title'))
  return (
    <div className="settings">
      <nav className="settings-nav" aria-label={say('settings.title')}>
        {sections.map((section) => {
          const pages = settingsPages.filter((page) => page.section === section && abilities[page.ability])
          return pages.length === 0 ? null : (
            <div key={section}>
              <p>{say(section)}</p>
              {pages.map((page) => (
                <Link key={page.path} to={page.path} activeProps={{ 'aria-current': 'page' }}>
                  {say(page.title)}
                </Link>
              ))}
            </div>
          )
        })}
      </nav>
      <div className="settings-page">
        <Outlet />
      </div>
    </div>
  )
}
