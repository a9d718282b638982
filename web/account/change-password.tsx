import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { changePassword, seatsQuery } from '../api/account.ts'
import { ApiError } from '../api/api-error.ts'
import { queryClient } from '../api/query-client.ts'
import { useMe } from '../api/session.ts'
import { refusalText } from '../auth/refusal-text.ts'
import { useSay } from '../i18n/language.ts'
import { Labelled } from '../ui/labelled.tsx'
import { toast } from '../ui/overlay/toast.tsx'
import '../auth/auth.css'

const parts = ['current', 'next'] as const

/** A new password for the old one; whoever else is signed in with the old one is out. */
export const ChangePassword = () => {
  const say = useSay()
  const { user } = useMe()
  const [values, setValues] = useState({ current: '', next: '' })
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<{ readonly part: 'current' | 'next'; readonly text: string } | null>(null)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    try {
      await changePassword(values.current, values.next)
      setValues({ current: '', next: '' })
      toast(say('password.changed'))
      await queryClient.invalidateQueries(seatsQuery)
    } catch (error) {
      const ofNext = error instanceof ApiError && error.code.startsWith('password.')
      setProblem({ part: ofNext ? 'next' : 'current', text: refusalText(error, say) })
    }
    setBusy(false)
  }

  return (
    <section className="panel account-part" aria-labelledby="password-title">
      <h2 id="password-title">{say('password.title')}</h2>
      <form className="sign-form" onSubmit={(event) => void submit(event)}>
        {/* Password managers keep a password with the name it belongs to. */}
        <input type="text" name="username" autoComplete="username" value={user.email} readOnly hidden />
        {parts.map((part) => {
          const wrong = problem?.part === part ? problem.text : ''
          return (
            <Labelled
              key={part}
              label={say(`password.${part}`)}
              htmlFor={`password-${part}`}
              help={part === 'next' ? say('setUp.passwordHelp') : undefined}
              problem={wrong && <span role="alert">{wrong}</span>}
            >
              <Input.Password
                id={`password-${part}`}
                autoComplete={part === 'current' ? 'current-password' : 'new-password'}
                required
                minLength={part === 'next' ? 8 : 1}
                value={values[part]}
                status={wrong ? 'error' : ''}
                aria-describedby={wrong || part === 'next' ? `password-${part}-note` : undefined}
                onChange={(event) => setValues({ ...values, [part]: event.target.value })}
              />
            </Labelled>
          )
        })}
        <Button htmlType="submit" loading={busy}>
          {say('password.change')}
        </Button>
      </form>
    </section>
  )
}
