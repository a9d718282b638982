import { Button } from 'antd'
import { type ChangeEvent, useRef, useState } from 'react'
import { saveLogo, saveWorkspace, type WorkspaceSettings } from '../../api/workspace.ts'
import { refusalText } from '../../auth/refusal-text.ts'
import { useSay } from '../../i18n/language.ts'
import { Labelled } from '../../ui/labelled.tsx'
import { Logo } from '../../ui/logo.tsx'
import { toast } from '../../ui/overlay/toast.tsx'
import { logoPicture, NoPicture } from './logo-picture.ts'

/** Megabytes; what is larger would make a phone that draws it run short of memory. */
const most = 10

/** The picture at the top left and on the sign-in page. */
export const BrandLogo = ({ settings }: { settings: WorkspaceSettings }) => {
  const say = useSay()
  const chooser = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const { logo } = settings.brand

  const run = async (work: () => Promise<unknown>) => {
    setBusy(true)
    setProblem('')
    try {
      await work()
      toast(say('common.saved'))
    } catch (error) {
      setProblem(error instanceof NoPicture ? say('workspace.logoUnread') : refusalText(error, say))
    }
    setBusy(false)
  }
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0]
    event.target.value = ''
    if (file === undefined) return
    if (file.size > most * 1024 * 1024) setProblem(say('workspace.logoTooLarge', { megabytes: most }))
    else void run(async () => saveLogo(await logoPicture(file)))
  }

  return (
    <Labelled
      label={say('workspace.logo')}
      htmlFor="logo-file"
      help={say('workspace.logoHelp')}
      problem={problem && <span role="alert">{problem}</span>}
    >
      <div className="brand-choice">
        {logo ? <Logo id={logo} large /> : null}
        <input
          ref={chooser}
          id="logo-file"
          className="visually-hidden"
          type="file"
          accept="image/*"
          tabIndex={-1}
          aria-describedby="logo-file-note"
          onChange={choose}
        />
        <Button loading={busy} onClick={() => chooser.current?.click()}>
          {say('workspace.logoChoose')}
        </Button>
        {logo ? (
          <Button onClick={() => void run(() => saveWorkspace({ brand: { logo: null } }))}>
            {say('workspace.logoRemove')}
          </Button>
        ) : null}
      </div>
    </Labelled>
  )
}
