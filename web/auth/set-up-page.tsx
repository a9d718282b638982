import { useRouter } from '@tanstack/react-router'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { ApiError } from '../api/api-error.ts'
import { queryClient } from '../api/query-client.ts'
import { setUp } from '../api/session.ts'
import { useSay } from '../i18n/language.ts'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { PasswordInput, PlainInput } from '../ui/input/plain-input.tsx'
import { Entrance } from './entrance.tsx'

const parts = ['company', 'name', 'email', 'password'] as const
const autoComplete = { company: 'organization', name: 'name', email: 'username', password: 'new-password' }

/** The first minute: a company and its first administrator. */
export const SetUpPage = () => {
  const say = useSay()
  const router = useRouter()
  const [values, setValues] = useState({ company: '', name: '', email: '', password: '' })
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const problems = error instanceof ApiError ? error.problems : []

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(null)
    try {
      await setUp({ ...values, email: values.email.trim() })
      queryClient.removeQueries()
      await router.navigate({ to: '/' })
    } catch (refused) {
      setError(refused)
      setBusy(false)
    }
  }

  return (
    <Entrance title={say('setUp.title')} intro={say('setUp.intro')}>
      <form className="sign-form" onSubmit={(event) => void submit(event)}>
        {parts.map((part) => {
          const problem = problems.find(({ field }) => field === part)?.message
          const Control = part === 'password' ? PasswordInput : PlainInput
          return (
            <Labelled
              key={part}
              label={say(`setUp.${part}`)}
              htmlFor={part}
              problem={problem}
              help={part === 'password' ? say('setUp.passwordHelp') : undefined}
            >
              <Control
                id={part}
                name={part}
                type={part === 'email' ? 'email' : part === 'password' ? 'password' : 'text'}
                autoComplete={autoComplete[part]}
                required
                minLength={part === 'password' ? 8 : 1}
                autoFocus={part === 'company'}
                invalid={problem !== undefined}
                aria-describedby={problem || part === 'password' ? `${part}-note` : undefined}
                value={values[part]}
                onChange={(event) => setValues({ ...values, [part]: event.target.value })}
              />
            </Labelled>
          )
        })}
        {error !== null && problems.length === 0 ? <ErrorPanel error={error} /> : null}
        <Button type="primary" htmlType="submit" block loading={busy}>
          {say('setUp.start')}
        </Button>
      </form>
    </Entrance>
  )
}
