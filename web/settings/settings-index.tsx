import { Link, Navigate } from '@tanstack/react-router'
import { useMe } from '../api/session.ts'
import { useSay } from '../i18n/language.ts'
import { useIsPhone } from '../ui/use-media.ts'
import { pagesFor } from './settings-pages.ts'

/** A phone chooses here; a wide screen has the choice at its side and opens the first. */
export const SettingsIndex = () => {
  const say = useSay()
  const phone = useIsPhone()
  const { abilities } = useMe()
  const pages = pagesFor(abilities)
  const first = pages[0]
  if (first === undefined) return null
  if (!phone || pages.length === 1) return <Navigate to={first.path} replace />
  return (
    <ul className="settings-index">
      {pages.map((page) => (
        <li key={page.path}>
          <Link to={page.path}>{say(page.title)}</Link>
        </li>
      ))}
    </ul>
  )
}
