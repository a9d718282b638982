import { getRouteApi, Link, Navigate, useRouter } from '@tanstack/react-router'
import { queryClient } from '../api/query-client.ts'
import { useSay } from '../i18n/language.ts'
import { Entrance } from './entrance.tsx'
import { SignInForm } from './sign-in-form.tsx'
import { useSetUp } from './use-set-up.ts'

const route = getRouteApi('/sign-in')

export const SignInPage = () => {
  const say = useSay()
  const { to } = route.useSearch()
  const router = useRouter()
  const setUp = useSetUp()
  if (setUp?.needed) return <Navigate to="/set-up" />

  const enter = async () => {
    queryClient.removeQueries()
    // Only a path of our own: an address from elsewhere could lead anywhere.
    const path = to && /^\/(?![/\\])/.test(to) ? to : '/'
    await router.navigate({ href: path, replace: true })
  }
  const workspace = setUp?.workspaceName
  return (
    <Entrance title={workspace ? say('sign.to', { workspace }) : say('sign.title')} setUp={setUp}>
      <SignInForm
        onDone={enter}
        help={
          setUp === undefined ? null : setUp.resetByMail ? (
            <p className="sign-forgot">
              <Link to="/forgotten-password">{say('sign.forgot')}</Link>
            </p>
          ) : (
            <p className="sign-forgot muted">{say('sign.forgotAsk')}</p>
          )
        }
      />
    </Entrance>
  )
}
