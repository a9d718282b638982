import { randomInt } from 'node:crypto'

/** No 0 and O, 1 and l: somebody will type it from a note. */
const letters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** Sixteen characters in four groups, 93 bits: 'Qm4k-x7Ty-…'. */
export const newPassword = (): string =>
  Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')).join(
    '-',
  )
