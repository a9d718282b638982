import type { FastifyRequest } from 'fastify'
import { cleanFileName, FileNameMissing } from '#platform/files'

/** The name of an uploaded file: X-File-Name in percent-encoded UTF-8. */
export const fileNameOf = (request: Pick<FastifyRequest, 'headers'>): string => {
  try {
    const name = decodeURIComponent(String(request.headers['x-file-name'] ?? ''))
    if (name.trim() !== '') return cleanFileName(name)
  } catch {
    // Not percent-encoded UTF-8: as good as not there.
  }
  throw FileNameMissing()
}
