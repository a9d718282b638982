import { useSyncExternalStore } from 'react'

/** ms between looks for a new version while the app stays open. */
const often = 3_600_000

/** A version that is on the device, ready to take over. */
let waiting: ServiceWorker | null = null
/** The server has moved on and the page asks for a part that is there no longer. */
let outdated = false
const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}

/** Keeps the app on the device and learns of new versions. Browsers allow it on https and on this machine only. */
export const keepOnDevice = async (): Promise<void> => {
  addEventListener('vite:preloadError', () => {
    outdated = true
    tell()
  })
  if (!('serviceWorker' in navigator)) return
  // Another tab has changed to the new version: this one still shows the old.
  if (navigator.serviceWorker.controller)
    navigator.serviceWorker.addEventListener('controllerchange', () => {
      outdated = true
      tell()
    })
  const registration = await navigator.serviceWorker.register('/service-worker.js')
  const look = () => {
    // Without a version in charge this is the first one: nothing to reload for.
    if (navigator.serviceWorker.controller && registration.waiting !== waiting) {
      waiting = registration.waiting
      tell()
    }
  }
  look()
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look))
  const ask = () => void registration.update().catch(() => undefined)
  setInterval(ask, often)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && ask())
}

/** Changes to the new version. Drafts of forms survive it. */
export const takeNewVersion = (): void => {
  if (waiting === null) return location.reload()
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  waiting.postMessage('take over')
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
export const useNewVersion = (): boolean => useSyncExternalStore(subscribe, () => waiting !== null || outdated)
