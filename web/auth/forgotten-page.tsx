import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { askForReset } from '../api/account.ts'
import { useSay } from '../i18n/language.ts'
import { Labelled } from '../ui/labelled.tsx'
import { PlainInput } from '../ui/input/plain-input.tsx'
import { Entrance } from './entrance.tsx'
import { useSetUp } from './use-set-up.ts'
import { useSubmit } from './use-submit.ts'

/** Asks for a mail with a link that lets somebody choose a new password. Its answer does not tell who has an account. */
export const ForgottenPage = () => {
  const say = useSay()
  const setUp = useSetUp()
  const [email, setEmail] = useState('')
  const [sent, setSent] = useState(false)

  const { busy, problem, onSubmit } = useSubmit(() => askForReset(email.trim()).then(() => setSent(true)))
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
      <form className="sign-form" onSubmit={onSubmit}>
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
