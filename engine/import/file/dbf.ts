/** Versions of dBASE, FoxBase and Visual FoxPro. Some of them are letters and digits, so they prove nothing by themselves. */
const versions = new Set([0x02, 0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8b, 0x8e, 0xcb, 0xf5, 0xfb])

/**
 * A DBF table: version, day of the last change, and descriptions of 32 bytes for each field that end in a carriage return.
 * Seen by its shape, since most of it is text and would be read as such.
 */
export const isDbf = (head: Buffer): boolean => {
  if (head.length < 65 || !versions.has(head[0]!)) return false
  const [month, day, length] = [head[2]!, head[3]!, head.readUInt16LE(8)]
  if (month < 1 || month > 12 || day < 1 || day > 31 || length < 65) return false
  for (let at = 32; at < Math.min(length, head.length); at += 32) {
    if (head[at] === 0x0d) return at > 32
    // The kind of the field, behind its name of eleven bytes.
    if (!/[A-Z0+@]/.test(String.fromCharCode(head[at + 11] ?? 0))) return false
  }
  return length > head.length
}
