import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffectEvent, useLayoutEffect, useSyncExternalStore } from 'react'
import { useNavigation } from './use-navigation.ts'

const remembered = 'zhike.singleKeys'
const listeners = new Set<() => void>()

/** WCAG 2.1.4: whoever speaks to their computer must be able to turn single-key shortcuts off. */
export const singleKeysOn = (): boolean => localStorage.getItem(remembered) !== 'off'
export const setSingleKeys = (on: boolean): void => {
  localStorage.setItem(remembered, on ? 'on' : 'off')
  for (const listener of listeners) listener()
}
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
export const useSingleKeys = (): boolean => useSyncExternalStore(subscribe, singleKeysOn)

/** A letter typed into something is text, not a command; nor is one typed beneath an open dialog. */
export const isCommand = (event: KeyboardEvent): boolean => {
  const target = event.target
  const typing =
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
    !(target instanceof HTMLInputElement && target.type === 'checkbox')
  const modified = event.ctrlKey || event.metaKey || event.altKey
  return singleKeysOn() && !typing && !modified && !event.isComposing && document.querySelector('dialog[open]') === null
}

/** A page's own single keys: `useKeys({ e: edit, n: compose })`. Listened for before the page is seen: a quick hand loses none. */
export const useKeys = (keys: Readonly<Record<string, (() => void) | undefined>>): void => {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const run = event.defaultPrevented || !isCommand(event) ? undefined : keys[event.key.toLowerCase()]
    if (run === undefined) return
    event.preventDefault()
    run()
  })
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent) => press(event)
    addEventListener('keydown', listener)
    return () => removeEventListener('keydown', listener)
  }, [])
}

/** The keys that work everywhere. */
export const useShortcuts = ({
  onPalette,
  onSheet,
  onHelp,
}: {
  onPalette: () => void
  onSheet: () => void
  onHelp: () => void
}): void => {
  const navigate = useNavigate()
  const { object } = useParams({ strict: false })
  const objects = useNavigation().flatMap((group) => group.objects)
  const press = useEffectEvent((event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault()
      onPalette()
    }
    // The browser's own help is no help here.
    if (event.key === 'F1' && !document.querySelector('dialog[open]')) {
      event.preventDefault()
      onHelp()
    }
  })
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent) => press(event)
    addEventListener('keydown', listener)
    return () => removeEventListener('keydown', listener)
  }, [])
  const goTo = Object.fromEntries(
    objects
      .slice(0, 9)
      .map(({ name }, at) => [String(at + 1), () => void navigate({ to: '/o/$object', params: { object: name } })]),
  )
  const current = objects.find(({ name }) => name === object)
  useKeys({
    ...goTo,
    '?': onSheet,
    c: current?.rights.create
      ? () =>
          void navigate({
            to: '/o/$object/new',
            params: { object: current.name },
            search: { preset: undefined, back: undefined },
          })
      : undefined,
  })
}
