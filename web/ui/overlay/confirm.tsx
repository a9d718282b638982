import { Button } from 'antd'
import { useSyncExternalStore } from 'react'
import { useSay } from '../../i18n/language.ts'
import { Dialog } from './dialog.tsx'

interface Question {
  readonly title: string
  readonly why?: string
  /** The verb on the button: 删除 3 条. */
  readonly yes: string
  readonly no?: string
  readonly danger?: boolean
  readonly answer: (yes: boolean) => void
}

let question: Question | null = null
const listeners = new Set<() => void>()
const set = (next: Question | null) => {
  question = next
  for (const listener of listeners) listener()
}

/** Asks before something is done; resolves to the answer. */
export const confirm = (asked: Omit<Question, 'answer'>): Promise<boolean> => {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  set({
    ...asked,
    answer: (yes) => {
      set(null)
      resolve(yes)
    },
  })
  return promise
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export const Confirmation = () => {
  const say = useSay()
  const asked = useSyncExternalStore(subscribe, () => question)
  if (asked === null) return null
  return (
    <Dialog
      title={asked.title}
      width={420}
      onClose={() => asked.answer(false)}
      footer={
        <>
          <Button onClick={() => asked.answer(false)}>{asked.no ?? say('common.cancel')}</Button>
          <Button type="primary" danger={asked.danger ?? false} autoFocus onClick={() => asked.answer(true)}>
            {asked.yes}
          </Button>
        </>
      }
    >
      {asked.why ? <p>{asked.why}</p> : null}
    </Dialog>
  )
}
