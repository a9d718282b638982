import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { ApiError } from '../api/api-error.ts'
import { useMe } from '../api/session.ts'
import { useSay } from '../i18n/language.ts'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { useTitle } from '../ui/use-title.ts'
import { pagesFor, settingsPages } from './settings-pages.ts'
import './style/index.css'

const sections = ['settings.people', 'settings.data', 'settings.system'] as const

export const SettingsLayout = () => {
  const say = useSay()
  const { abilities } = useMe()
  const { pathname } = useLocation()
  const page = settingsPages.find(({ path }) => path === pathname)
  const open = pagesFor(abilities)
  const closed = page ? !open.includes(page) : open.length === 0
  useTitle(say('settings.title'))
  return (
    <div className="settings">
      <nav className="settings-nav" aria-label={say('settings.title')}>
        {sections.map((section) => {
          const pages = open.filter((page) => page.section === section)
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
      <div className="settings-page">{closed ? <ErrorPanel error={new ApiError(403, {})} /> : <Outlet />}</div>
    </div>
  )
}
