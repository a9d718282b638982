import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { ApiError } from '../api/api-error.ts'
import { useMe } from '../api/session.ts'
import { useSay } from '../i18n/language.ts'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { useIsPhone } from '../ui/use-media.ts'
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
  const closed = page !== undefined && !open.includes(page)
  // On a phone the index lists the same pages.
  const listed = useIsPhone() && page === undefined
  useTitle(say('settings.title'))
  const nav = useRef<HTMLElement>(null)
  // On a phone the pages stand in one row that is wider than the screen.
  useEffect(() => {
    const row = nav.current
    const here = row?.querySelector('[aria-current]')?.getBoundingClientRect()
    if (!row || !here) return
    const { left, width } = row.getBoundingClientRect()
    // By hand: `scrollIntoView` would have the Tab key begin there as well.
    row.scrollLeft += here.left + here.width / 2 - left - width / 2
  }, [pathname])
  if (open.length === 0)
    return (
      <div className="page">
        <ErrorPanel error={new ApiError(403, {})} />
      </div>
    )
  return (
    <div className="settings" data-listed={listed}>
      <nav ref={nav} className="settings-nav" aria-label={say('settings.title')}>
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
