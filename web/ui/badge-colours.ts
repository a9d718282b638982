/** Grounds of object badges: white signs can be read on each. An object without a colour of its own gets one by its name. */
export const badgeColours = [
  '#3352b5',
  '#80701b',
  '#2f776b',
  '#5c491e',
  '#59426c',
  '#1f6f9e',
  '#a8452a',
  '#4a6b2a',
] as const

/** The same object has the same colour everywhere and always. */
export const badgeColour = (name: string): string => {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973
  return badgeColours[sum % badgeColours.length] ?? badgeColours[0]
}
