/** Longest name in bytes of UTF-8: what file systems take. */
const longest = 255

// Slashes would make a path of it; marks of writing direction let "gpj.exe" look like "exe.jpg", and what is not seen at all
// makes two names look the same. The joiner stays (\u200d): many an emoji is made with it.
const unfit =
  /[/\\\p{Cc}\p{Zl}\p{Zp}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu
// A row of spaces pushes the ending out of sight, and so do letters that are drawn as nothing (Hangul fillers, blank Braille).
const gap = /[\p{Zs}\u115f\u1160\u2800\u3164\uffa0]{2,}/gu

/** A file's name as people gave it, fit to be shown and offered for download. It never becomes part of a path here. */
export const cleanFileName = (given: string): string => {
  const name = given.toWellFormed().normalize('NFC').replace(unfit, '_').replace(gap, ' ').trim()
  if (/^[._\s]*$/.test(name)) return '文件'
  return shorten(name)
}

/** Cuts the middle out of a long name: its beginning says what it is, its ending what opens it. */
const shorten = (name: string): string => {
  if (Buffer.byteLength(name) <= longest) return name
  const ending = /\.[^.]{1,15}$/.exec(name)?.[0] ?? ''
  const begin = Array.from(name.slice(0, name.length - ending.length))
  while (Buffer.byteLength(begin.join('') + ending) > longest) begin.pop()
  return begin.join('') + ending
}
