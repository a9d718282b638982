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

/** What a group of people meets daily is told apart at a glance; neighbours in navigation never share a colour. */
const known: Readonly<Record<string, (typeof badgeColours)[number]>> = {
  activity: '#a8452a',
  task: '#1f6f9e',
  lead: '#80701b',
  customer: '#3352b5',
  contact: '#59426c',
  opportunity: '#2f776b',
  product: '#5c491e',
  comment: '#4a6b2a',
}

/** The same object has the same colour everywhere and always. */
export const badgeColour = (name: string): string => {
  const own = known[name]
  if (own) return own
  let sum = 0
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973
  return badgeColours[sum % badgeColours.length] ?? badgeColours[0]
}
