import type { Model, OutboxEntry } from '#engine'

const past: Readonly<Record<string, string>> = {
  create: 'created',
  update: 'updated',
  delete: 'deleted',
  restore: 'restored',
}
const happenings = new Set(Object.values(past))

/** What nobody outside is told of: it concerns single persons, or the webhooks themselves. */
const inner = new Set(['notification', 'webhook', 'view', 'importTemplate'])

/** `customer.updated` */
export const eventTypeOf = ({ object, op }: Pick<OutboxEntry, 'object' | 'op'>): string | null =>
  inner.has(object) || !past[op] ? null : `${object}.${past[op]}`

/** May somebody ask for this: `*`, `customer.*`, `customer.updated`. */
export const isEventType = (wanted: string, model: Model): boolean => {
  if (wanted === '*') return true
  const [object = '', happening = '', ...more] = wanted.split('.')
  return (
    more.length === 0 &&
    model.objects.has(object) &&
    !inner.has(object) &&
    (happening === '*' || happenings.has(happening))
  )
}

/** Does a webhook that asks for these want to hear of that. */
export const wants = (events: readonly string[], type: string): boolean =>
  events.some(
    (wanted) => wanted === '*' || wanted === type || (wanted.endsWith('.*') && type.startsWith(wanted.slice(0, -1))),
  )
