import type { BulkFailure } from '../../api/bulk-changes.ts'
import type { ObjectMeta } from '../../api/metadata.ts'
import { recordTitle } from '../../api/record-title.ts'
import { listRecords } from '../../api/records.ts'

/** Ids that one filter takes. */
const atATime = 200

/** A file for spreadsheets: which records were left out, and why. */
export const failureList = async (
  object: ObjectMeta,
  failures: readonly BulkFailure[],
  head: string,
): Promise<Blob> => {
  const titles = new Map<string, string>()
  for (let at = 0; at < failures.length; at += atATime) {
    const ids = failures.slice(at, at + atATime).map(({ id }) => id)
    const page = await listRecords(object.name, { filter: { id: { in: ids } }, fields: object.title, limit: atATime })
    for (const row of page.data) titles.set(row.id, recordTitle(object, row))
  }
  const lines = failures.map(({ id, problem }) =>
    [titles.get(id) ?? '', problem.message, `${location.origin}/o/${object.name}/${id}`].map(cell).join(','),
  )
  // The mark tells Excel that the text is UTF-8.
  return new Blob([`\uFEFF${[head, ...lines].join('\r\n')}\r\n`], { type: 'text/csv;charset=utf-8' })
}

/** In quotes, and never taken for a formula. */
const cell = (text: string): string => `"${text.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`
