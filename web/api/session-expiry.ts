import { useSyncExternalStore } from 'react'

/** Calls that met an expired session wait here, together, for one sign-in. */
let waiting: { promise: Promise<void>; resolve: () => void } | null = null
const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}

/** Settles once the person has signed in again; the dialog is shown by `auth/sign-in-again.tsx`. */
export const signInAgain = (): Promise<void> => {
  if (waiting === null) {
    const { promise, resolve } = Promise.withResolvers<void>()
    waiting = { promise, resolve }
    tell()
  }
  return waiting.promise
}

export const signedInAgain = (): void => {
  waiting?.resolve()
  waiting = null
  tell()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
export const useSessionExpired = (): boolean => useSyncExternalStore(subscribe, () => waiting !== null)
