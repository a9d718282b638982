import { type Context, openCursor, sealCursor } from '#engine'

/** Where a page of a time line ended: its last moment, and what of that moment was shown already. */
interface Place {
  readonly at: string
  readonly seen: readonly string[]
}

/** More than this of one moment is passed over: an import of thousands about one record. */
const most = 100

export const readPlace = (ctx: Context, about: string, cursor: string): Place => {
  const [at, ...seen] = openCursor(ctx.secret, `${about} ${ctx.actor.id}`, cursor)
  return { at: at as string, seen: seen as string[] }
}

export const writePlace = (
  ctx: Context,
  about: string,
  before: Place | null,
  page: readonly { readonly at: string; readonly key: string }[],
): string => {
  const { at } = page.at(-1)!
  const seen = page.filter((entry) => entry.at === at).map(({ key }) => key)
  const earlier = before?.at === at ? before.seen : []
  return sealCursor(ctx.secret, `${about} ${ctx.actor.id}`, [at, ...[...earlier, ...seen].slice(-most)])
}
