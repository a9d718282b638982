import { useSyncExternalStore } from 'react'
import type { Edited } from './holds.ts'

/** Somebody who edits; null is somebody whose name the reader may not see. */
export type Editor = { readonly id: string; readonly name: string } | null

const nobody: readonly Editor[] = []
const listeners = new Set<() => void>()
let editors: ReadonlyMap<string, readonly Editor[]> = new Map()

const show = (next: ReadonlyMap<string, readonly Editor[]>) => {
  editors = next
  for (const listener of listeners) listener()
}

/** What the server says of each record is all that is true of it now. */
export const learnEditors = (records: readonly Edited[]): void => {
  const next = new Map(editors)
  for (const { id, by } of records)
    if (by.length > 0) next.set(id, by)
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
export const useEditors = (id: string): readonly Editor[] =>
  useSyncExternalStore(subscribe, () => editors.get(id) ?? nobody)
