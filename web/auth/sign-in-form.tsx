import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { ApiError } from '../api/api-error.ts'
import { signIn } from '../api/session.ts'
import { useSay } from '../i18n/language.ts'
import { explain } from '../ui/error-panel.tsx'
import { Labelled } from '../ui/labelled.tsx'
import './auth.css'

/** Pasting and password managers work: both inputs say what they are. */
export const SignInForm = ({ onDone, email: known = '' }: { onDone: () => void | Promise<void>; email?: string }) => {
  const say = useSay()
  const [email, setEmail] = useState(known)
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem('')
    try {
      await signIn(email.trim(), password)
      await onDone()
    } catch (error) {
      const wrong = error instanceof ApiError && (error.status === 401 || error.status === 400)
      setProblem(wrong ? say('sign.wrong') : explain(error, say).what)
      setBusy(false)
    }
  }

  return (
    <form className="sign-form" onSubmit={(event) => void submit(event)}>
      <Labelled label={say('sign.email')} htmlFor="email">
        <Input
          id="email"
          name="email"
          type="email"
          autoComplete="username"
          required
          autoFocus={known === ''}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </Labelled>
      <Labelled label={say('sign.password')} htmlFor="password" problem={problem}>
        <Input.Password
          id="password"
          name="password"
          autoComplete="current-password"
          required
          autoFocus={known !== ''}
          value={password}
          status={problem ? 'error' : ''}
          aria-describedby={problem ? 'password-note' : undefined}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Labelled>
      <Button type="primary" htmlType="submit" block loading={busy}>
        {say('sign.in')}
      </Button>
    </form>
  )
}
