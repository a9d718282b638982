import { Button } from 'antd'
import { useSyncExternalStore } from 'react'
import { reasonOf } from '../../api/api-error.ts'
import { t, useSay } from '../../i18n/language.ts'

interface Toast {
  readonly id: number
  readonly text: string
  readonly tone: 'done' | 'failed'
  readonly undo?: () => Promise<unknown>
}

let toasts: readonly Toast[] = []
let last = 0
const listeners = new Set<() => void>()
const set = (next: readonly Toast[]) => {
  toasts = next
  for (const listener of listeners) listener()
}
const close = (id: number) => set(toasts.filter((toast) => toast.id !== id))

/** Says that something was done: three seconds, or ten when it can be undone. */
export const toast = (text: string, undo?: () => Promise<unknown>): void => {
  const id = ++last
  set([...toasts.slice(-2), { id, text, tone: 'done', ...(undo ? { undo } : {}) }])
  setTimeout(() => close(id), undo ? 10_000 : 3_000)
}

/** For failures that have no place of their own on the screen; they stay until closed. */
export const failed = (error: unknown): void =>
  set([...toasts.slice(-2), { id: ++last, text: reasonOf(error) || t('error.offline'), tone: 'failed' }])

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export const Toasts = () => {
  const say = useSay()
  const shown = useSyncExternalStore(subscribe, () => toasts)
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map((toast) => (
        <div key={toast.id} className="toast" data-tone={toast.tone}>
          <span>{toast.text}</span>
          {toast.undo ? (
            <Button
              size="small"
              type="link"
              onClick={() => {
                close(toast.id)
                toast.undo?.().catch(failed)
              }}
            >
              {say('common.undo')}
            </Button>
          ) : null}
          <button
            type="button"
            className="icon-button"
            aria-label={say('common.close')}
            onClick={() => close(toast.id)}
          >
            ×
          </button>
        </div>
      ))}
    </div>
  )
}
