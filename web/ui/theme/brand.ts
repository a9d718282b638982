import type { Scheme } from './appearance.ts'
import { luminance, withLuminance } from './colour.ts'
import { dark, light, type Tokens } from './tokens.ts'

/**
 * How light a button may be: white on it has a contrast of 4.5 at least, and in the dark it stands out from what it lies
 * on by 3. Both with a little to spare, since channels are whole numbers.
 */
const buttons: Readonly<Record<Scheme, { readonly least: number; readonly most: number }>> = {
  light: { least: 0, most: 0.18 },
  dark: { least: luminance(dark.container) * 3 + 0.105, most: 0.18 },
}

/** What takes the brand's hue. Each stays as light as it was, so that every text keeps its contrast. */
const tinted = ['link', 'focus', 'selected', 'sideSelected', 'sideSelectedText'] as const

/** Grounds stay pale, however loud the brand is. */
const mostSaturated: Partial<Record<(typeof tinted)[number], Readonly<Record<Scheme, number>>>> = {
  selected: { light: 0.6, dark: 0.34 },
  sideSelected: { light: 0.5, dark: 0.36 },
}

/** The colours of a workspace: those of the product, with a company's own where it has chosen one. */
export const tokensOf = (scheme: Scheme, brand?: string): Tokens => {
  const standard = scheme === 'dark' ? dark : light
  if (brand === undefined) return standard
  const tints = tinted.map((name) => [
    name,
    withLuminance(brand, luminance(standard[name]), mostSaturated[name]?.[scheme]),
  ])
  const primary = buttonColour(scheme, brand)
  return { ...standard, ...Object.fromEntries(tints), primary, primaryHover: hovered(scheme, primary) }
}

/** The brand itself where a button can be of it, else the nearest shade that can. */
export const buttonColour = (scheme: Scheme, brand: string): string => {
  const { least, most } = buttons[scheme]
  const now = luminance(brand)
  return now > most ? withLuminance(brand, most) : now < least ? withLuminance(brand, least) : brand.toLowerCase()
}

/** A step lighter, or darker where lighter would be too light for white text. */
const hovered = (scheme: Scheme, primary: string): string => {
  const { least, most } = buttons[scheme]
  const now = luminance(primary)
  const lighter = now * 1.25 + 0.01
  return withLuminance(primary, lighter <= most ? lighter : Math.max(least * 0.9, now * 0.8))
}
