import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { ApiError } from '../api/api-error.ts'
import { signIn } from '../api/session.ts'
import { useSay } from '../i18n/language.ts'
import { Labelled } from '../ui/labelled.tsx'
import { PasswordInput, PlainInput } from '../ui/plain-input.tsx'
import { refusalText } from './refusal-text.ts'

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
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState(before)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem('')
    try {
      await onDone(await signIn(email.trim(), password))
    } catch (error) {
      const wrong = error instanceof ApiError && (error.status === 401 || error.status === 400)
      setProblem(wrong ? say('sign.wrong') : refusalText(error, say))
      setBusy(false)
    }
  }

  return (
    <form className="sign-form" onSubmit={(event) => void submit(event)}>
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
