import { Button, Input, QRCode } from 'antd'
import { useState } from 'react'
import { type Enrolment, giveCode, startSecondFactor } from '../api/account.ts'
import { useSay } from '../i18n/language.ts'
import { Dialog } from '../ui/overlay/dialog.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { toast } from '../ui/overlay/toast.tsx'
import { BackupCodes } from './backup-codes.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { PasswordQuestion } from './password-question.tsx'
import { useSubmit } from '../auth/use-submit.ts'

/** Turns the second step on: the password, the code to scan and a first code from the phone, then the backup codes. */
export const Enrol = ({ onClose }: { onClose: () => void }) => {
  const say = useSay()
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null)
  const [verified, setVerified] = useState(false)
  const title = say(verified ? 'totp.codes' : 'totp.enable')
  return (
    <Dialog title={title} width={440} insistent={verified} onClose={onClose}>
      {enrolment === null ? (
        <PasswordQuestion
          action={say('totp.continue')}
          onPassword={async (password) => setEnrolment(await startSecondFactor(password))}
        />
      ) : verified ? (
        <BackupCodes codes={enrolment.backupCodes} onKept={onClose} />
      ) : (
        <Scan
          uri={enrolment.totpUri}
          onVerified={() => {
            setVerified(true)
            toast(say('totp.enabled'))
          }}
        />
      )}
    </Dialog>
  )
}

const Scan = ({ uri, onVerified }: { uri: string; onVerified: () => void }) => {
  const say = useSay()
  const [code, setCode] = useState('')
  const secret = new URL(uri).searchParams.get('secret') ?? ''
  const refused = () => {
    setCode('')
    return undefined
  }
  const { busy, problem, onSubmit } = useSubmit(() => giveCode('totp', code).then(onVerified), { refused })
  return (
    <div className="enrol">
      <p>{say('totp.scan')}</p>
      <div className="enrol-qr" role="img" aria-label={say('totp.qr')}>
        <div aria-hidden="true">
          <QRCode value={uri} type="svg" size={176} color="#000000" bgColor="#ffffff" bordered={false} />
        </div>
      </div>
      <p className="muted">{say('totp.secret')}</p>
      <p className="secret">
        <code>{secret.match(/.{1,4}/g)?.join(' ')}</code>
        <CopyButton text={secret} />
      </p>
      <form className="sign-form" onSubmit={onSubmit}>
        <Labelled
          label={say('totp.enterCode')}
          htmlFor="enrol-code"
          problem={problem && <span role="alert">{problem}</span>}
        >
          <Input
            id="enrol-code"
            className="code-input"
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            autoFocus
            value={code}
            status={problem ? 'error' : ''}
            aria-describedby={problem ? 'enrol-code-note' : undefined}
            onChange={(event) => setCode(event.target.value)}
          />
        </Labelled>
        <Button type="primary" htmlType="submit" block loading={busy}>
          {say('totp.verify')}
        </Button>
      </form>
    </div>
  )
}
