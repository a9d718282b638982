import { useParams } from '@tanstack/react-router'
import { useEffect, useSyncExternalStore } from 'react'
import { useSessionExpired } from '../api/session-expiry.ts'
import { useMetadata } from '../api/use-metadata.ts'
import { useDelayed } from '../ui/use-delayed.ts'
import { openLine } from './live-line.ts'

/** ms on a screen before its changes are watched: who passes through opens no line. */
const pause = 400

/**
 * Keeps what is on the screen as it is on the server. Only the tab that is seen holds a line: a browser opens six
 * connections to one server at most, for all tabs together.
 */
export const useLive = (): void => {
  const expired = useSessionExpired()
  const seen = useSyncExternalStore(onSight, () => document.visibilityState === 'visible')
  const wanted = useWatched().join(',')
  const watch = useDelayed(wanted, pause)
  useEffect(() => (expired || !seen || watch === '' ? undefined : openLine(watch)), [watch, expired, seen])
}

const onSight = (tell: () => void) => {
  document.addEventListener('visibilitychange', tell)
  return () => document.removeEventListener('visibilitychange', tell)
}

/** The bell; the list on the screen, or the record with what can stand in its timeline and related lists. */
const useWatched = (): string[] => {
  const { objects } = useMetadata()
  const { object: name, id } = useParams({ strict: false })
  const has = (object: string) => objects.some((one) => one.name === object)
  const object = objects.find((one) => one.name === name)
  const around = object
    ? id === undefined
      ? [object.name]
      : [
          `${object.name}:${id}`,
          ...object.related.map((related) => related.object),
          ...objects
            .filter(({ fields }) =>
              fields.some(({ kind, to }) => kind === 'relatedTo' && [to].flat().includes(object.name)),
            )
            .map((one) => one.name),
        ].filter((watched) => watched.includes(':') || has(watched))
    : []
  return [...new Set([...(has('notification') ? ['notification'] : []), ...around])]
}
