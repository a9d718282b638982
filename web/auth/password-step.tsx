import { Button } from 'antd'
import { useState } from 'react'
import { ApiError } from '../api/api-error.ts'
import { signIn } from '../api/session.ts'
import { useSay } from '../i18n/language.ts'
import { Labelled } from '../ui/labelled.tsx'
import { PasswordInput, PlainInput } from '../ui/input/plain-input.tsx'
import { useSubmit } from './use-submit.ts'

/** Pasting and password managers work: both inputs say what they are. */
export const PasswordStep = ({
  email: known,
  problem: before,
  onDone,
}: {
  email: string
  problem: string
  onDone: (answer: { secondFactor: boolean }) => void | Promise<void>
}) => {
  const say = useSay()
  const [email, setEmail] = useState(known)
  const [password, setPassword] = useState('')

  const refused = (error: unknown) =>
    error instanceof ApiError && (error.status === 401 || error.status === 400) ? say('sign.wrong') : undefined
  const { busy, problem, onSubmit } = useSubmit(() => signIn(email.trim(), password).then(onDone), { refused, before })

  return (
    <form className="sign-form" onSubmit={onSubmit}>
      <Labelled label={say('sign.email')} htmlFor="email">
        <PlainInput
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
      <Labelled
        label={say('sign.password')}
        htmlFor="password"
        problem={problem && <span role="alert">{problem}</span>}
      >
        <PasswordInput
          id="password"
          name="password"
          autoComplete="current-password"
          required
          autoFocus={known !== ''}
          value={password}
          invalid={problem !== ''}
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
