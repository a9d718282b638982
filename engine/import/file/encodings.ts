/** Encodings a person may choose, in the names of the WHATWG standard. */
export const encodings = [
  'utf-8',
  'gb18030',
  'utf-16le',
  'utf-16be',
  'big5',
  'windows-1252',
  'shift_jis',
  'euc-kr',
] as const
