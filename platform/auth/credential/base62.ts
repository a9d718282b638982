const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Letters and digits only, so that a double click selects a whole key; fixed width for the length of the bytes. */
export const toBase62 = (bytes: Uint8Array): string => {
  let number = BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
  let text = ''
  while (number > 0n) {
    text = digits[Number(number % 62n)] + text
    number /= 62n
  }
  return text.padStart(widthOf(bytes.length), '0')
}

/** The bytes, or null for anything `toBase62` would not have written. */
export const fromBase62 = (text: string, length: number): Buffer | null => {
  if (text.length !== widthOf(length)) return null
  let number = 0n
  for (const character of text) {
    const digit = digits.indexOf(character)
    if (digit < 0) return null
    number = number * 62n + BigInt(digit)
  }
  const hex = number.toString(16).padStart(length * 2, '0')
  return hex.length > length * 2 ? null : Buffer.from(hex, 'hex')
}

const widthOf = (bytes: number) => Math.ceil((bytes * 8) / Math.log2(62))
