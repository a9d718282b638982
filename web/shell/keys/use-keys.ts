import { useEffectEvent, useLayoutEffect } from 'react'
import { combinationOf, isSingleKey } from './combination.ts'
import type { KeyName } from './key-actions.ts'
import { useMyKeys } from './my-keys.ts'

/** The palette comes wherever one is, over an open dialog too. */
const anywhere: KeyName = 'palette'

/**
 * What keys do while a part of the page is shown: `useKeys({ editRecord: edit })`. Which key that is, each person chooses.
 * Listened for before the page is seen: a quick hand loses none.
 */
export const useKeys = (actions: Readonly<Partial<Record<KeyName, (() => void) | undefined>>>): void => {
  const { keys, singleKeys } = useMyKeys()
  const press = useEffectEvent((event: KeyboardEvent) => {
    const combination = event.isComposing ? null : combinationOf(event)
    if (combination === null) return
    const name = (Object.keys(actions) as KeyName[]).find((one) => keys[one] === combination && actions[one])
    if (name === undefined) return
    const single = isSingleKey(combination)
    if (single ? !singleKeys || isTyping(event) || isBeneath() : name !== anywhere && isBeneath()) return
    if (event.defaultPrevented && name !== anywhere) return
    event.preventDefault()
    actions[name]!()
  })
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent) => press(event)
    addEventListener('keydown', listener)
    return () => removeEventListener('keydown', listener)
  }, [])
}

/** A letter typed into something is text, not a command. */
const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  !(target instanceof HTMLInputElement && target.type === 'checkbox')

/** Beneath an open dialog nothing is to happen. */
const isBeneath = (): boolean => document.querySelector('dialog[open]') !== null
