import { type Me, meQuery, savePreferences, useMe } from '../../api/session.ts'
import { queryClient } from '../../api/query-client.ts'
import { failed } from '../../ui/overlay/toast.tsx'
import { combinationText } from './combination.ts'
import { type ChosenKeys, type KeyName, type Keys, keysOf } from './key-actions.ts'

interface KeyPreferences {
  readonly keys?: ChosenKeys
  /** WCAG 2.1.4: whoever speaks to their computer must be able to turn single-key shortcuts off. */
  readonly singleKeys?: boolean
}

export interface MyKeys {
  readonly keys: Keys
  readonly chosen: ChosenKeys
  readonly singleKeys: boolean
}

const worked = new WeakMap<ChosenKeys, Keys>()
const nothing: ChosenKeys = {}

/** The reader's keys, kept with her account. */
export const useMyKeys = (): MyKeys => {
  const { keys: chosen = nothing, singleKeys = true } = useMe().preferences
  const keys = worked.get(chosen) ?? keysOf(chosen)
  worked.set(chosen, keys)
  return { keys, chosen, singleKeys }
}

/** Shown at once, and kept for her other devices. */
export const keepKeys = (change: KeyPreferences): void => {
  queryClient.setQueryData<Me>(meQuery.queryKey, (me) => me && { ...me, preferences: { ...me.preferences, ...change } })
  savePreferences(change).catch(failed)
}

/** Writes the key behind what it does: `编辑 E`; nothing where it is off. */
export const useKeyHint = (): ((label: string, name: KeyName) => string) => {
  const { keys } = useMyKeys()
  return (label, name) => [label, keys[name] && combinationText(keys[name])].filter(Boolean).join(' ')
}
