import { create } from 'content-disposition'
import { defineError } from '#engine'
import type { ByteRange, KeptFile } from '#platform/files'

export const NoSuchRange = defineError(
  'file.noSuchRange',
  416,
  '文件只有 {size} 字节,没有请求的这一段',
  'The file has {size} bytes; the part asked for lies beyond',
)

/**
 * The part that a Range header asks for; null for all of it, also where the header is none that we serve. What lies beyond
 * the end is told apart: who resumes a download would take the whole for the rest.
 */
export const rangeOf = (header: string | undefined, size: number): ByteRange | 'beyond' | null => {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (from === '' && to === '') return null
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (start <= end) return { start, end }
  // Written the wrong way round it is no range at all.
  return from !== '' && to !== '' && Number(from) > Number(to) ? null : 'beyond'
}

/**
 * Headers under which nothing that people upload runs in our name: not guessed at, in a sandbox without scripts, and kept as
 * a download unless it is shown inline. Browsers do not start their PDF viewer in a sandbox, so a PDF goes without.
 */
export const downloadHeaders = (file: KeptFile, inline: boolean, range: ByteRange | null): Record<string, string> => {
  const isPdf = inline && file.type === 'application/pdf'
  return {
    'content-type': inline ? file.type : 'application/octet-stream',
    'content-disposition': create(file.name, { type: inline ? 'inline' : 'attachment' }),
    'content-length': String(range ? range.end - range.start + 1 : file.size),
    'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'${isPdf ? '' : '; sandbox'}`,
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'accept-ranges': 'bytes',
    ...(range ? { 'content-range': `bytes ${range.start}-${range.end}/${file.size}` } : {}),
  }
}
