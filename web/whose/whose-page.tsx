import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { ApiError } from '../api/api-error.ts'
import { askWhose } from '../api/duplicates.ts'
import { useSay } from '../i18n/language.ts'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { useTitle } from '../ui/use-title.ts'
import { useMayAskWhose } from './may-ask-whose.ts'
import { WhoseAnswer } from './whose-answer.tsx'
import './whose.css'

type Answer = Awaited<ReturnType<typeof askWhose>> & { readonly text: string }

/** Before one calls somebody: is a colleague at it already. Nothing of it stands in the address, since it may be a number. */
export const WhosePage = () => {
  const say = useSay()
  const may = useMayAskWhose()
  const [text, setText] = useState('')
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  useTitle(say('whose.title'))
  if (!may) return <ErrorPanel error={new ApiError(403, {})} />

  const ask = async (event: FormEvent) => {
    event.preventDefault()
    const asked = text.trim()
    if (asked.length < 2 || busy) return
    setBusy(true)
    setError(null)
    try {
      setAnswer({ ...(await askWhose(asked)), text: asked })
    } catch (refused) {
      setAnswer(null)
      setError(refused)
    }
    setBusy(false)
  }

  return (
    <div className="page whose-page">
      <header className="page-head">
        <h1>{say('whose.title')}</h1>
      </header>
      <form className="panel whose-ask" role="search" onSubmit={(event) => void ask(event)}>
        <Labelled label={say('whose.what')} htmlFor="whose-text" help={say('whose.help')}>
          <Input
            id="whose-text"
            autoFocus
            maxLength={120}
            value={text}
            aria-describedby="whose-text-note"
            onChange={(event) => setText(event.target.value)}
          />
        </Labelled>
        <Button type="primary" htmlType="submit" loading={busy}>
          {say('whose.ask')}
        </Button>
      </form>
      {error ? <ErrorPanel error={error} /> : null}
      {answer ? <WhoseAnswer key={answer.text} {...answer} /> : null}
    </div>
  )
}
