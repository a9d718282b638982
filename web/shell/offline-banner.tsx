import { useSyncExternalStore } from 'react'
import { useSay } from '../i18n/language.ts'

const subscribe = (listener: () => void) => {
  addEventListener('online', listener)
  addEventListener('offline', listener)
  return () => {
    removeEventListener('online', listener)
    removeEventListener('offline', listener)
  }
}

export const OfflineBanner = () => {
  const say = useSay()
  const online = useSyncExternalStore(subscribe, () => navigator.onLine)
  return online ? null : (
    <p className="offline-banner" role="status">
      {say('offline.banner')}
    </p>
  )
}
