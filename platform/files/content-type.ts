/** What browsers show safely themselves: pixels, and PDF in their own viewer. Never SVG or HTML: these can run scripts. */
export const shownInline: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'application/pdf',
])

/** The kind of a content by its first bytes, whatever its name and its sender say of it. */
export const contentType = async (head: Uint8Array): Promise<string> => {
  // Loaded with the first file.
  const { fileTypeFromBuffer } = await import('file-type')
  const found = await fileTypeFromBuffer(head).catch(() => undefined)
  if (found) return found.mime
  return isText(head) ? 'text/plain' : 'application/octet-stream'
}

/** UTF-8 without control characters, but for a character cut in two at the end. */
const isText = (head: Uint8Array): boolean => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return !/[^\P{Cc}\t\n\v\f\r\u0080-\u009f]/u.test(text)
  } catch {
    return false
  }
}
