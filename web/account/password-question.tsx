import { Button, Input } from 'antd'
import { useState } from 'react'
import { useMe } from '../api/session.ts'
import { useSay } from '../i18n/language.ts'
import { Labelled } from '../ui/labelled.tsx'
import { useSubmit } from '../auth/use-submit.ts'
import '../auth/auth.css'

/** Asks for the password again: a screen left open is not enough for what follows. */
export const PasswordQuestion = ({
  why,
  action,
  danger,
  onPassword,
}: {
  why?: string
  action: string
  danger?: boolean
  onPassword: (password: string) => Promise<void>
}) => {
  const say = useSay()
  const { user } = useMe()
  const [password, setPassword] = useState('')
  const { busy, problem, onSubmit } = useSubmit(() => onPassword(password))
  return (
    <form className="sign-form" onSubmit={onSubmit}>
      {why ? <p>{why}</p> : null}
      <input type="text" name="username" autoComplete="username" value={user.email} readOnly hidden />
      <Labelled
        label={say('totp.password')}
        htmlFor="confirm-password"
        problem={problem && <span role="alert">{problem}</span>}
      >
        <Input.Password
          id="confirm-password"
          autoComplete="current-password"
          required
          autoFocus
          value={password}
          status={problem ? 'error' : ''}
          aria-describedby={problem ? 'confirm-password-note' : undefined}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Labelled>
      <Button type="primary" danger={danger ?? false} htmlType="submit" block loading={busy}>
        {action}
      </Button>
    </form>
  )
}
