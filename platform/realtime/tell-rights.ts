import type { Listener } from './listener.ts'
import { rightsOf } from './own-cursor.ts'

/**
 * So long, in milliseconds, another process may remember who somebody was: asked earlier for what she may see now, it would
 * answer as before, and nobody would ask it again.
 */
const rememberedMs = 1_000

/** Tells a listener that her rights have changed, once every process answers by them. */
export const tellRightsSoon = (present: ReadonlySet<Listener>, listener: Listener): void => {
  const rights = rightsOf(listener.ctx)
  const tell = () => {
    if (!present.has(listener)) return
    listener.told = rights
    listener.line.send('rights', {})
  }
  setTimeout(tell, rememberedMs).unref()
}
