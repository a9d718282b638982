import { useSyncExternalStore } from 'react'
import { tokensOf } from './brand.ts'
import { isColour } from './colour.ts'
import { cssVariable, type Tokens } from './tokens.ts'

export type Theme = 'system' | 'light' | 'dark'
export type Scheme = 'light' | 'dark'
export type Density = 'compact' | 'standard' | 'loose'
export interface Appearance {
  readonly theme: Theme
  readonly density: Density
  /** The company's colour; the product's own where it has chosen none. */
  readonly brand?: string
}

/** Kept on the device too, so that the first paint has the right colours before the server has answered. */
const remembered = 'zhike.appearance'
const prefersDark = matchMedia('(prefers-color-scheme: dark)')
const prefersStill = matchMedia('(prefers-reduced-motion: reduce)')
const listeners = new Set<() => void>()

const recall = (): Appearance => {
  const standard: Appearance = { theme: 'system', density: 'standard' }
  try {
    return { ...standard, ...(JSON.parse(localStorage.getItem(remembered) ?? '{}') as Partial<Appearance>) }
  } catch {
    return standard
  }
}

let appearance = recall()

/** Changes theme or density at once, on this device; the caller tells the server. */
export const setAppearance = (change: Partial<Appearance>): void => {
  appearance = { ...appearance, ...change }
  localStorage.setItem(remembered, JSON.stringify(appearance))
  paint()
}

/** The workspace's colour, once it is known whose screen this is. */
export const setBrandColour = (colour: string | undefined): void => {
  const brand = colour !== undefined && isColour(colour) ? colour.toLowerCase() : undefined
  if (brand === appearance.brand) return
  const { theme, density } = appearance
  appearance = { theme, density, ...(brand ? { brand } : {}) }
  localStorage.setItem(remembered, JSON.stringify(appearance))
  paint()
}

export const useAppearance = (): Appearance => useSyncExternalStore(subscribe, () => appearance)
/** What `system` means right now. */
export const useScheme = (): Scheme => useSyncExternalStore(subscribe, schemeNow)
/** All colours as they are right now. */
const tokensNow = (): Tokens => tokensOf(schemeNow(), appearance.brand)
export const useMotion = (): boolean => useSyncExternalStore(subscribe, () => !prefersStill.matches)

const schemeNow = (): Scheme =>
  appearance.theme === 'system' ? (prefersDark.matches ? 'dark' : 'light') : appearance.theme

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Puts colours and density on the document. */
export const paint = (): void => {
  const root = document.documentElement
  const scheme = schemeNow()
  root.dataset.theme = scheme
  root.dataset.density = appearance.density
  root.style.colorScheme = scheme
  for (const [name, value] of Object.entries(tokensNow())) {
    root.style.setProperty(cssVariable(name), value)
  }
  for (const listener of listeners) listener()
}

prefersDark.addEventListener('change', paint)
prefersStill.addEventListener('change', paint)
