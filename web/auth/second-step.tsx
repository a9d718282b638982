import { Button } from 'antd'
import { useState } from 'react'
import { type CodeKind, giveCode } from '../api/account.ts'
import { ApiError } from '../api/api-error.ts'
import { useSay } from '../i18n/language.ts'
import { Labelled } from '../ui/labelled.tsx'
import { PlainInput } from '../ui/input/plain-input.tsx'
import { useSubmit } from './use-submit.ts'

/** The password was right; now the code of the authenticator app, or one of the backup codes. */
export const SecondStep = ({
  onDone,
  onBack,
}: {
  onDone: () => void | Promise<void>
  /** Back to the password; with a sentence when it was too late for the code. */
  onBack: (why: string) => void
}) => {
  const say = useSay()
  const [kind, setKind] = useState<CodeKind>('totp')
  const [code, setCode] = useState('')

  const refused = (error: unknown) => {
    setCode('')
    if (error instanceof ApiError && error.code === 'auth.required') onBack(say('sign.tooLate'))
    return undefined
  }
  const { busy, problem, forgetProblem, onSubmit } = useSubmit(() => giveCode(kind, code).then(onDone), { refused })
  const swap = () => {
    setKind(kind === 'totp' ? 'backup' : 'totp')
    setCode('')
    forgetProblem()
  }

  return (
    <form className="sign-form" onSubmit={onSubmit}>
      <p className="muted">{say(kind === 'totp' ? 'sign.secondWhy' : 'sign.secondBackupWhy')}</p>
      <Labelled
        label={say(kind === 'totp' ? 'sign.code' : 'sign.backupCode')}
        htmlFor="code"
        problem={problem && <span role="alert">{problem}</span>}
      >
        <PlainInput
          key={kind}
          id="code"
          name="code"
          className="code-input"
          inputMode={kind === 'totp' ? 'numeric' : 'text'}
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          required
          autoFocus
          value={code}
          invalid={problem !== ''}
          aria-describedby={problem ? 'code-note' : undefined}
          onChange={(event) => setCode(event.target.value)}
        />
      </Labelled>
      <Button type="primary" htmlType="submit" block loading={busy}>
        {say('sign.verify')}
      </Button>
      <p className="sign-ways">
        <Button type="link" onClick={swap}>
          {say(kind === 'totp' ? 'sign.useBackup' : 'sign.useApp')}
        </Button>
        <Button type="link" onClick={() => onBack('')}>
          {say('sign.startOver')}
        </Button>
      </p>
    </form>
  )
}
