import { Link, useRouter } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { resetPassword } from '../api/account.ts'
import { ApiError } from '../api/api-error.ts'
import { useSay } from '../i18n/language.ts'
import { Labelled } from '../ui/labelled.tsx'
import { PasswordInput } from '../ui/input/plain-input.tsx'
import { toast } from '../ui/overlay/toast.tsx'
import { Entrance } from './entrance.tsx'
import { useSetUp } from './use-set-up.ts'
import { useSubmit } from './use-submit.ts'

/** Where the mail leads. The token stands behind `#`, and is taken out of the address bar once it was read. */
export const ResetPage = () => {
  const say = useSay()
  const router = useRouter()
  const setUp = useSetUp()
  const [token] = useState(() => new URLSearchParams(location.hash.slice(1)).get('token'))
  const [password, setPassword] = useState('')
  const [spent, setSpent] = useState(false)
  const send = async () => {
    await resetPassword(token ?? '', password)
    toast(say('reset.done'))
    await router.navigate({ to: '/sign-in', search: { to: undefined }, replace: true })
  }
  const refused = (error: unknown) => {
    setSpent(error instanceof ApiError && error.code === 'auth.resetLinkInvalid')
    return undefined
  }
  const { busy, problem, onSubmit } = useSubmit(send, { refused })
  useEffect(() => history.replaceState(history.state, '', location.pathname), [])

  const again = (
    <p className="sign-forgot">
      <Link to="/forgotten-password">{say('reset.again')}</Link>
    </p>
  )
  if (token === null)
    return (
      <Entrance title={say('reset.noToken')} intro={say('reset.noTokenWhy')} setUp={setUp}>
        {again}
      </Entrance>
    )

  return (
    <Entrance title={say('reset.title')} intro={say('reset.intro')} setUp={setUp}>
      <form className="sign-form" onSubmit={onSubmit}>
        <Labelled
          label={say('password.next')}
          htmlFor="new-password"
          help={say('setUp.passwordHelp')}
          problem={problem && <span role="alert">{problem}</span>}
        >
          <PasswordInput
            id="new-password"
            name="new-password"
            autoComplete="new-password"
            required
            minLength={8}
            autoFocus
            value={password}
            invalid={problem !== ''}
            aria-describedby="new-password-note"
            onChange={(event) => setPassword(event.target.value)}
          />
        </Labelled>
        <Button type="primary" htmlType="submit" block loading={busy}>
          {say('reset.save')}
        </Button>
      </form>
      {spent ? again : null}
    </Entrance>
  )
}
