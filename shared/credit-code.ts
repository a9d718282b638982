/** The alphabet of GB 32100-2015: no I, O, S, V or Z, which look like digits. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const LENGTH = 18

export type CreditCode =
  | { readonly ok: true; readonly code: string }
  | { readonly ok: false; readonly position: number }

/**
 * China's unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters, the last of which checks the others.
 * Lower case, full width, spaces and dashes are forgiven. `position` is the first wrong character, counted from 1.
 */
export const creditCode = (text: string): CreditCode => {
  const code = text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
  const stranger = [...code].findIndex((character, index) => !(index >= 2 && index < 8 ? DIGIT : KNOWN).test(character))
  if (stranger >= 0 && stranger < LENGTH) return { ok: false, position: stranger + 1 }
  if (code.length !== LENGTH) return { ok: false, position: Math.min(code.length, LENGTH) + 1 }
  return code[LENGTH - 1] === checkCharacter(code) ? { ok: true, code } : { ok: false, position: LENGTH }
}

const KNOWN = new RegExp(`^[${ALPHABET}]$`)
/** Characters 3 to 8 are the region of the registering office. */
const DIGIT = /^\d$/

/** The 18th character for the first 17: their values, weighted by the powers of 3, sum up to 0 modulo 31 together with it. */
export const checkCharacter = (code: string): string => {
  let sum = 0
  let weight = 1
  for (const character of code.slice(0, LENGTH - 1)) {
    sum += ALPHABET.indexOf(character) * weight
    weight = (weight * 3) % 31
  }
  return ALPHABET[(31 - (sum % 31)) % 31] ?? ''
}
