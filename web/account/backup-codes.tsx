import { Button } from 'antd'
import { useMe } from '../api/session.ts'
import { useSay } from '../i18n/language.ts'
import { CopyButton } from '../ui/copy-button.tsx'

/** Shown this once; the dialog around it closes only by saying that they are kept. */
export const BackupCodes = ({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) => {
  const say = useSay()
  const { user } = useMe()
  const download = () => {
    const text = [say('totp.fileTitle', { email: user.email }), '', ...codes, ''].join('\n')
    const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
    const link = document.createElement('a')
    link.href = url
    link.download = 'zhike-backup-codes.txt'
    link.click()
    URL.revokeObjectURL(url)
  }
  return (
    <div className="enrol">
      <p>{say('totp.codesWhy')}</p>
      <ul className="backup-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <p className="secret">
        <CopyButton text={codes.join('\n')} label={say('totp.copyAll')} />
        <Button size="small" onClick={download}>
          {say('totp.download')}
        </Button>
      </p>
      <Button type="primary" block onClick={onKept}>
        {say('totp.keptThem')}
      </Button>
    </div>
  )
}
