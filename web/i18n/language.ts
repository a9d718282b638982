import { useSyncExternalStore } from 'react'
import { fill, type Holes, type Messages } from './messages.ts'
import { type Key, zhCN } from './zh-CN.ts'

export type Language = 'zh-CN' | 'en'
type Args<K extends Key> = [Holes<(typeof zhCN)[K]>] extends [never]
  ? []
  : [holes: Readonly<Record<Holes<(typeof zhCN)[K]>, string | number>>]
/** Says a message in the language of now: `t('list.total', { count: 12 })`. */
export type Say = <K extends Key>(key: K, ...args: Args<K>) => string

const remembered = 'zhike.language'
const listeners = new Set<() => void>()
let language: Language = 'zh-CN'
let messages: Messages<typeof zhCN> = zhCN

const sayNow =
  (): Say =>
  (key, ...args) =>
    fill(messages[key], args[0])
let say = sayNow()

export const currentLanguage = (): Language => language

/** The language before anybody has signed in: the one used last on this device, else that of the browser. */
export const deviceLanguage = (): Language => {
  const last = localStorage.getItem(remembered)
  if (last === 'zh-CN' || last === 'en') return last
  return navigator.language.startsWith('zh') ? 'zh-CN' : 'en'
}

/** Switches the screen at once; English comes over the wire when first asked for. */
export const setLanguage = async (next: Language): Promise<void> => {
  messages = next === 'en' ? (await import('./en.ts')).en : zhCN
  language = next
  say = sayNow()
  document.documentElement.lang = next
  localStorage.setItem(remembered, next)
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** For components: they are drawn again when the language changes. */
export const useSay = (): Say => useSyncExternalStore(subscribe, () => say)
export const useLanguage = (): Language => useSyncExternalStore(subscribe, currentLanguage)
/** For code outside components: what it returns is not drawn again. */
export const t: Say = (key, ...args) => say(key, ...args)
