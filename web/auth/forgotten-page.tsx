import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { askForReset } from '../api/account.ts'
import { useSay } from '../i18n/language.ts'
import { Labelled } from '../ui/labelled.tsx'
import { PlainInput } from '../ui/plain-input.tsx'
import { Entrance } from './entrance.tsx'
import { refusalText } from './refusal-text.ts'
import { useSetUp } from './use-set-up.ts'

/** Asks for a mail with a link that lets somebody choose a new password. Its answer does not tell who has an account. */
export const ForgottenPage = () => {
  const say = useSay()
  const setUp = useSetUp()
  const [email, setEmail] = useState('')
  const [sent, setSent] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem('')
    try {
      await askForReset(email.trim())
      setSent(true)
    } catch (error) {
      setProblem(refusalText(error, say))
    }
    setBusy(false)
  }
  const back = (
    <p className="sign-forgot">
      <Link to="/sign-in" search={{ to: undefined }}>
        {say('forgot.back')}
      </Link>
    </p>
  )

  if (sent)
    return (
      <Entrance title={say('forgot.sent')} setUp={setUp}>
        <p role="status">{say('forgot.sentWhy', { email: email.trim() })}</p>
        {back}
      </Entrance>
    )
  return (
    <Entrance title={say('forgot.title')} intro={say('forgot.intro')} setUp={setUp}>
      <form className="sign-form" onSubmit={(event) => void submit(event)}>
        <Labelled label={say('sign.email')} htmlFor="email" problem={problem && <span role="alert">{problem}</span>}>
          <PlainInput
            id="email"
            name="email"
            type="email"
            autoComplete="username"
            required
            autoFocus
            value={email}
            aria-describedby={problem ? 'email-note' : undefined}
            onChange={(event) => setEmail(event.target.value)}
          />
        </Labelled>
        <Button type="primary" htmlType="submit" block loading={busy}>
          {say('forgot.send')}
        </Button>
      </form>
      {back}
    </Entrance>
  )
}
