import type { Hits } from '#engine'
import { request } from './request.ts'

/** Looks through all objects at once: names, pinyin, initials, numbers, phones; the best first. */
export const searchAll = (q: string, limit: number, signal: AbortSignal): Promise<Hits> =>
  request('/search', { query: { q, limit }, signal })
