/** Live changes: who watches a list or a record hears of changes that she may see, as they happen. */
export type { Place } from './editing.ts'
export { type Line, openLine } from './line.ts'
export { createRealtime, type Realtime, type Watch } from './realtime.ts'
export { createWake, type Wake } from './wake.ts'
export { openWords, type Words } from './words.ts'
