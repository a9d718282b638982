import { useEffect } from 'react'

interface Place {
  readonly object: string
  readonly id: string
}

/** ms that somebody stays before it is said, and that she is gone before that is said: who only passes through disturbs nobody. */
const pause = 700
/** ms between two renewals. The server forgets who has not been heard of for a little more than two of them. */
const renewal = 5_000

const address = '/api/v1/me/editing'

/** What is open for editing on this page, the newest last. */
let open: readonly Place[] = []
/** What the server has been told of this page. */
let told: Place | null = null
let timer: ReturnType<typeof setTimeout> | undefined
/** One call after the other, so that the last one said is the last one heard. */
let said = Promise.resolve()

/** Tells colleagues that this record is being edited, for as long as the caller is on a page that is seen. */
export const useEditing = (object: string, id: string): void =>
  useEffect(() => {
    const place = { object, id }
    open = [...open, place]
    soon(pause)
    return () => {
      open = open.filter((one) => one !== place)
      soon(pause)
    }
  }, [object, id])

const wanted = (): Place | null => (document.visibilityState === 'visible' ? (open.at(-1) ?? null) : null)

const soon = (ms: number) => {
  clearTimeout(timer)
  timer = setTimeout(() => (said = said.then(settle)), ms)
}

const settle = async (): Promise<void> => {
  const place = wanted()
  const same = place !== null && told?.id === place.id
  if (told && !same) {
    await fetch(`${address}?${query(told)}`, { method: 'DELETE', keepalive: true }).catch(() => null)
    told = null
  }
  if (place === null) return
  // Without a network nothing is said, and nothing goes wrong: the renewal after that says it.
  if (navigator.onLine && (await take(place, same)) === false) return
  soon(renewal)
}

/** False where there is nothing to renew: it was refused, or the same person edits something else in another window. */
const take = async (place: Place, renew: boolean): Promise<boolean> => {
  const answer = await fetch(address, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...place, renew }),
  }).catch(() => null)
  if (answer === null) return true
  const held = answer.ok && ((await answer.json()) as { held: boolean }).held
  told = held ? place : null
  return held
}

const query = ({ object, id }: Place) => new URLSearchParams({ object, id }).toString()

document.addEventListener('visibilitychange', () => soon(0))
// Back from another window, where this person may have edited something else.
addEventListener('focus', () => open.length > 0 && soon(0))
addEventListener('pagehide', () => {
  if (told) void fetch(`${address}?${query(told)}`, { method: 'DELETE', keepalive: true }).catch(() => null)
  told = null
})
