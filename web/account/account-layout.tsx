import { Link, Outlet } from '@tanstack/react-router'
import { useMe } from '../api/session.ts'
import { useSay } from '../i18n/language.ts'
import { useTitle } from '../ui/use-title.ts'
import '../settings/style/index.css'
import './account.css'

/** What everybody settles for herself, whatever she may do with the workspace. */
export const AccountLayout = () => {
  const say = useSay()
  const { user } = useMe()
  useTitle(say('account.title'))
  return (
    <div className="settings account">
      <nav className="settings-nav" aria-label={say('account.title')}>
        <p className="account-who">
          <strong>{user.name}</strong>
          <span>{user.email}</span>
        </p>
        <Link to="/account/security" activeProps={{ 'aria-current': 'page' }}>
          {say('account.security')}
        </Link>
        <Link to="/account/notifications" activeProps={{ 'aria-current': 'page' }}>
          {say('account.notifications')}
        </Link>
        <Link to="/account/shortcuts" activeProps={{ 'aria-current': 'page' }}>
          {say('account.shortcuts')}
        </Link>
      </nav>
      <div className="settings-page">
        <Outlet />
      </div>
    </div>
  )
}
