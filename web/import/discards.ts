import { useSyncExternalStore } from 'react'
import { discardImport, type PastImport } from '../api/imports.ts'
import { queryClient } from '../api/query-client.ts'
import { t } from '../i18n/language.ts'
import { failed, toast } from '../ui/overlay/toast.tsx'

/** As long as the toast offers to take it back. */
const grace = 10_000

interface Waiting {
  readonly object: string
  readonly timer: number
}

let waiting: ReadonlyMap<string, Waiting> = new Map()
const listeners = new Set<() => void>()
const set = (next: ReadonlyMap<string, Waiting>) => {
  waiting = next
  for (const listener of listeners) listener()
}
const without = (id: string) => new Map([...waiting].filter(([one]) => one !== id))

/** Throws an upload away. A file cannot be brought back, so the server is told only when nobody takes it back any more. */
export const discard = ({ id, name, object }: Pick<PastImport, 'id' | 'name' | 'object'>): void => {
  const timer = window.setTimeout(() => void finish(id).catch(failed), grace)
  set(new Map([...waiting, [id, { object, timer }]]))
  toast(t('import.discarded', { name }), async () => {
    window.clearTimeout(timer)
    set(without(id))
  })
}

const finish = async (id: string): Promise<void> => {
  const one = waiting.get(id)
  if (!one) return
  window.clearTimeout(one.timer)
  try {
    await discardImport(id)
    await queryClient.invalidateQueries({ queryKey: ['imports', one.object] })
  } finally {
    set(without(id))
  }
}

/** Does at once what waits: before an upload that needs the room, and when the page is left. */
export const finishDiscards = async (): Promise<void> => {
  await Promise.allSettled([...waiting.keys()].map(finish))
}

window.addEventListener('pagehide', () => void finishDiscards())

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** The imports that are about to be discarded. */
export const useDiscards = (): ReadonlyMap<string, unknown> => useSyncExternalStore(subscribe, () => waiting)
