import { refreshNotices } from '../api/notifications.ts'
import { queryClient } from '../api/query-client.ts'
import { request } from '../api/request.ts'
import { cursorNow, reach } from './cursor.ts'
import { forgetEditors, learnEditors } from './editors.ts'
import type { Edited, News } from './holds.ts'
import { learn } from './news.ts'

/** ms until a line that was refused is tried again; a line that merely broke is mended by the browser. */
const retry = 30_000

/** Hears of the changes to what is watched until it is closed by the answer. */
export const openLine = (watch: string): (() => void) => {
  let source: EventSource
  let timer: ReturnType<typeof setTimeout> | undefined
  let closed = false
  const again = () => closed || open()
  const open = () => {
    const after = cursorNow()
    const query = new URLSearchParams(after ? { watch, after } : { watch })
    source = new EventSource(`/api/v1/events?${query}`)
    for (const [name, react] of Object.entries(reactions))
      source.addEventListener(name, (event: MessageEvent<string>) => {
        if (event.lastEventId) reach(event.lastEventId)
        if (name === 'ended') {
          source.close()
          void request('/me').then(again, () => (timer = setTimeout(again, retry)))
        }
        react(JSON.parse(event.data) as Said)
      })
    source.addEventListener('error', () => {
      forgetEditors()
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, retry)
    })
  }
  open()
  return () => {
    closed = true
    clearTimeout(timer)
    source.close()
    forgetEditors()
  }
}

interface Said extends News {
  readonly records?: readonly Edited[]
}

const lookAtAll = () => {
  void queryClient.invalidateQueries({ predicate: ({ queryKey: [kind] }) => kind === 'records' || kind === 'related' })
  void refreshNotices()
}

/** What the server may say. */
const reactions: Readonly<Record<string, (said: Said) => void>> = {
  // From here on it says who edits what; what was known before may be over.
  ready: () => forgetEditors(),
  editing: ({ records }) => learnEditors(records ?? []),
  change: learn,
  gone: ({ object, id }) => {
    forgetEditors(id)
    learn({ object, ...(id ? { id } : {}) })
  },
  refresh: ({ object }) => learn({ object }),
  resync: lookAtAll,
  rights: () => {
    void queryClient.invalidateQueries({ predicate: ({ queryKey: [kind] }) => kind === 'me' || kind === 'meta' })
    lookAtAll()
  },
  // The session is over, or was changed for a new one with a new password or a second step: the next call tells which.
  ended: () => undefined,
}
