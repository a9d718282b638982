import { useState } from 'react'
import type { RecordData } from '../api/records.ts'

export interface Selection {
  readonly ids: ReadonlySet<string>
  /** All that match, loaded or not. */
  readonly every: boolean
  toggle(row: RecordData): void
  add(rows: readonly RecordData[]): void
  remove(rows: readonly RecordData[]): void
  selectEvery(): void
  clear(): void
}

/** Chosen rows by id: sorting, filtering and scrolling leave them chosen. */
export const useSelection = (): Selection => {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const [every, setEvery] = useState(false)
  const change = (edit: (ids: Set<string>) => void) => {
    setEvery(false)
    setIds((before) => {
      const next = new Set(before)
      edit(next)
      return next
    })
  }
  return {
    ids,
    every,
    toggle: ({ id }) => change((next) => void (next.delete(id) || next.add(id))),
    add: (rows) => change((next) => rows.forEach(({ id }) => next.add(id))),
    remove: (rows) => change((next) => rows.forEach(({ id }) => next.delete(id))),
    selectEvery: () => setEvery(true),
    clear: () => change((next) => next.clear()),
  }
}
