import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { newBackupCodes, secondFactorQuery, stopSecondFactor } from '../api/account.ts'
import { queryClient } from '../api/query-client.ts'
import { useSay } from '../i18n/language.ts'
import { Dialog } from '../ui/overlay/dialog.tsx'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Tag } from '../ui/tag.tsx'
import { toast } from '../ui/overlay/toast.tsx'
import { BackupCodes } from './backup-codes.tsx'
import { Enrol } from './enrol.tsx'
import { PasswordQuestion } from './password-question.tsx'

/** Is a code asked for besides the password: turned on, turned off, and new backup codes. */
export const SecondFactor = () => {
  const say = useSay()
  const { data, error, refetch } = useQuery(secondFactorQuery)
  const [open, setOpen] = useState<'enable' | 'disable' | 'codes' | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const close = () => {
    setOpen(null)
    setCodes(null)
    void queryClient.invalidateQueries({ queryKey: ['account'] })
  }

  return (
    <section className="panel account-part" aria-labelledby="totp-title">
      <h2 id="totp-title">
        {say('totp.title')}
        {data ? (
          <Tag color={data.enabled ? 'green' : undefined}>{say(data.enabled ? 'totp.on' : 'totp.off')}</Tag>
        ) : null}
      </h2>
      {error ? <ErrorPanel error={error} retry={() => void refetch()} /> : null}
      {data === undefined && !error ? <Skeleton rows={2} /> : null}
      {data ? (
        <>
          <p className="muted">{say(data.enabled ? 'totp.onWhy' : 'totp.offWhy')}</p>
          <div className="account-actions">
            {data.enabled ? (
              <>
                <Button onClick={() => setOpen('codes')}>{say('totp.regenerate')}</Button>
                <Button danger onClick={() => setOpen('disable')}>
                  {say('totp.disable')}
                </Button>
              </>
            ) : (
              <Button type="primary" onClick={() => setOpen('enable')}>
                {say('totp.enable')}
              </Button>
            )}
          </div>
        </>
      ) : null}
      {open === 'enable' ? <Enrol onClose={close} /> : null}
      {open === 'disable' ? (
        <Dialog title={say('totp.disable')} width={420} onClose={close}>
          <PasswordQuestion
            why={say('totp.disableWhy')}
            action={say('totp.disable')}
            danger
            onPassword={async (password) => {
              await stopSecondFactor(password)
              close()
              toast(say('totp.disabled'))
            }}
          />
        </Dialog>
      ) : null}
      {open === 'codes' ? (
        <Dialog
          title={say(codes ? 'totp.codes' : 'totp.regenerate')}
          width={420}
          insistent={codes !== null}
          onClose={close}
        >
          {codes ? (
            <BackupCodes codes={codes} onKept={close} />
          ) : (
            <PasswordQuestion
              why={say('totp.regenerateWhy')}
              action={say('totp.regenerate')}
              onPassword={async (password) => setCodes(await newBackupCodes(password))}
            />
          )}
        </Dialog>
      ) : null}
    </section>
  )
}
