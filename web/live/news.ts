import { queryClient } from '../api/query-client.ts'
import { refreshNotices } from '../api/notifications.ts'
import { holds, type News } from './holds.ts'

/** ms in which changes are gathered: an import of a thousand rows is one look at the server. */
const gathering = 500

let waiting: News[] = []
let timer: ReturnType<typeof setTimeout> | undefined

/** Has what is on the screen fetched anew where somebody else changed it; not while a hand is at work on it. */
export const learn = (news: News): void => {
  waiting.push(news)
  timer ??= setTimeout(pass, gathering)
}

const pass = () => {
  timer = undefined
  if (handIsBusy()) {
    timer = setTimeout(pass, gathering)
    return
  }
  const news = waiting
  waiting = []
  if (news.some(({ object }) => object === 'notification')) void refreshNotices()
  const changed = news.filter(({ object }) => object !== 'notification')
  if (changed.length === 0) return
  void queryClient.invalidateQueries({
    predicate: ({ queryKey, state }) => changed.some((one) => concerns(queryKey, one) && !holds(state.data, one)),
  })
}

/** Related lists and timelines hold records of several objects; only those are watched that can stand there. */
const concerns = ([kind, of, part, id]: readonly unknown[], news: News): boolean =>
  kind === 'related' ||
  (kind === 'records' &&
    (part === 'timeline' || (of === news.object && (part !== 'one' || news.id === undefined || id === news.id))))

let pressed = false
addEventListener('pointerdown', ({ button }) => (pressed = button === 0), true)
for (const end of ['pointerup', 'pointercancel', 'dragend']) addEventListener(end, () => (pressed = false), true)

/** Somebody drags a card or types in a cell or a form: nothing moves under her hand. */
const handIsBusy = (): boolean =>
  pressed ||
  document.activeElement?.matches('main :is(form, [role="grid"]) :is(input, textarea, [contenteditable="true"])') ===
    true
