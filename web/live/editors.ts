import { useSyncExternalStore } from 'react'
import type { Edited } from './holds.ts'

/** Somebody who edits; null is somebody whose name the reader may not see. */
export type Editor = { readonly id: string; readonly name: string } | null

/** Who edits a record: the first few by name, and how many in all. */
export interface Editors {
  readonly named: readonly Editor[]
  readonly count: number
}

const nobody: Editors = { named: [], count: 0 }
const listeners = new Set<() => void>()
let editors: ReadonlyMap<string, Editors> = new Map()

const show = (next: ReadonlyMap<string, Editors>) => {
  editors = next
  for (const listener of listeners) listener()
}

/** What the server says of each record is all that is true of it now. */
export const learnEditors = (records: readonly Edited[]): void => {
  const next = new Map(editors)
  for (const { id, by, more = 0 } of records)
    if (by.length > 0) next.set(id, { named: by, count: by.length + more })
    else next.delete(id)
  show(next)
}

/** Of a record that is gone, or of all when nobody is listening any more. */
export const forgetEditors = (id?: string): void => {
  if (editors.size === 0) return
  const next = new Map(id === undefined ? [] : editors)
  if (id !== undefined) next.delete(id)
  show(next)
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** The colleagues who have this record open for editing. */
export const useEditors = (id: string): Editors => useSyncExternalStore(subscribe, () => editors.get(id) ?? nobody)
