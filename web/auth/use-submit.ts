import { type FormEvent, useState } from 'react'
import { useSay } from '../i18n/language.ts'
import { refusalText } from './refusal-text.ts'

/**
 * A form with one question: busy while it is sent, and afterwards if it was accepted, for then it leads elsewhere. A refusal is told
 * beneath the field, in the words that `refused` has for it or else the server's own.
 */
export const useSubmit = (
  send: () => Promise<unknown>,
  { refused, before = '' }: { refused?: (error: unknown) => string | undefined; before?: string } = {},
) => {
  const say = useSay()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState(before)
  const submit = async () => {
    setBusy(true)
    setProblem('')
    try {
      await send()
    } catch (error) {
      setProblem(refused?.(error) ?? refusalText(error, say))
      setBusy(false)
    }
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void submit()
  }
  return { busy, problem, forgetProblem: () => setProblem(''), onSubmit }
}
