import { useSyncExternalStore } from 'react'

/** What the help panel shows: the help of the page, a chapter of the guide, what is new, or facts for support. */
export type HelpView = 'page' | 'news' | 'diagnostics' | { readonly chapter: string }

let shown: HelpView | null = null
const listeners = new Set<() => void>()
const set = (view: HelpView | null) => {
  shown = view
  for (const listener of listeners) listener()
}

/** Opens the panel at the side, or turns it to another view. */
export const openHelp = (view: HelpView = 'page'): void => set(view)
export const closeHelp = (): void => set(null)
export const toggleHelp = (): void => set(shown === null ? 'page' : null)

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
/** Null while it is closed. */
export const useHelpView = (): HelpView | null => useSyncExternalStore(subscribe, () => shown)
