import { useSyncExternalStore } from 'react'

/** Does a media query hold; it is drawn anew when that changes. */
export const useMedia = (query: string): boolean =>
  useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    () => matchMedia(query).matches,
  )

export const useIsPhone = (): boolean => useMedia('(max-width: 767px)')
