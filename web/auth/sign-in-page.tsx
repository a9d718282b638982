import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Navigate, useRouter } from '@tanstack/react-router'
import { queryClient } from '../api/query-client.ts'
import { getSetUp } from '../api/session.ts'
import { useSay } from '../i18n/language.ts'
import { Entrance } from './entrance.tsx'
import { SignInForm } from './sign-in-form.tsx'

const route = getRouteApi('/sign-in')

export const SignInPage = () => {
  const say = useSay()
  const { to } = route.useSearch()
  const router = useRouter()
  const { data: setUp } = useQuery({ queryKey: ['setup'], queryFn: getSetUp })
  if (setUp?.needed) return <Navigate to="/set-up" />

  const enter = async () => {
    queryClient.removeQueries()
    // Only a path of our own: an address from elsewhere could lead anywhere.
    const path = to && /^\/(?![/\\])/.test(to) ? to : '/'
    await router.navigate({ href: path, replace: true })
  }
  const workspace = setUp?.workspaceName
  return (
    <Entrance title={workspace ? say('sign.to', { workspace }) : say('sign.title')}>
      <SignInForm onDone={enter} />
    </Entrance>
  )
}
