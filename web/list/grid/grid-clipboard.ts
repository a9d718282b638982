import type { ClipboardEvent } from 'react'
import { reasonOf } from '../../api/api-error.ts'
import { type FieldMeta, targetOf, writable } from '../../api/metadata.ts'
import { refreshObject } from '../../api/query-client.ts'
import { allowed, itemReason, runBatch, suggest, undoChange } from '../../api/records.ts'
import { isEmpty } from '../../field-view.tsx'
import { cellOf } from '../../fields.ts'
import { t } from '../../i18n/language.ts'
import { failed, toast } from '../../ui/overlay/toast.tsx'
import { readCells, writeCells } from './clipboard.ts'
import type { CellEdits } from './use-cell-edits.ts'
import type { Block, Spot } from './use-grid-cursor.ts'
import type { List } from '../use-list.ts'
import type { Pages } from '../use-pages.ts'

/** Puts the block on the clipboard as a spreadsheet would. */
export const copyBlock = (event: ClipboardEvent, block: Block, list: List, pages: Pages): void => {
  const columns = list.columns.slice(block.left, block.right + 1)
  const rows: string[][] = []
  for (let at = block.top; at <= block.bottom; at++) {
    const row = pages.row(at)
    if (row === undefined) continue
    rows.push(columns.map(({ field }) => (isEmpty(row[field.name]) ? '' : cellOf(field).text(row[field.name], field))))
  }
  event.clipboardData.setData('text/plain', writeCells(rows))
  event.preventDefault()
  toast(t('list.copied', { count: rows.length * columns.length }))
}

/** Writes a block from the clipboard, its corner at the cursor, as one change that can be undone as one. */
export const pasteBlock = (event: ClipboardEvent, at: Spot, list: List, pages: Pages, edits: CellEdits): void => {
  event.preventDefault()
  paste(readCells(event.clipboardData.getData('text/plain')), at, list, pages, edits).catch(failed)
}

/** Rows that one paste writes. */
const most = 1_000

const paste = async (block: string[][], at: Spot, list: List, pages: Pages, edits: CellEdits) => {
  const object = list.object
  const records: ({ id: string } & Record<string, unknown>)[] = []
  let cells = 0
  let skipped = 0
  let why = t('list.pasteReadOnly')
  // The same name in many rows is looked up once.
  const read = new Map<string, Promise<unknown>>()
  const valueIn = (text: string, field: FieldMeta) => {
    const key = `${field.name} ${text}`
    const value = read.get(key) ?? valueOf(text, field)
    read.set(key, value)
    return value
  }
  const rows = await pages.rowsFrom(at.row, Math.min(block.length, most))
  const beyond = block.length - rows.length
  for (const [down, row] of rows.entries()) {
    const texts = block[down]!
    const values: Record<string, unknown> = {}
    for (const [right, text] of texts.entries()) {
      const field = list.columns[at.col + right]?.field
      if (field === undefined) break
      const value = writable(object, field) && allowed(object, row, 'update') ? await valueIn(text, field) : undefined
      if (value === undefined) {
        skipped++
        if (!allowed(object, row, 'update')) why = t('list.pasteNotYours')
        else if (writable(object, field)) why = t('list.pasteUnknown', { text })
      } else {
        values[field.name] = value
        cells++
      }
    }
    if (Object.keys(values).length > 0) records.push({ id: row.id, ...values })
  }
  if (records.length > 0) {
    const { batch, results } = await runBatch(object.name, { operation: 'update', records, atomic: false })
    for (const { id, status, problem } of results) {
      const values = records.find((record) => record.id === id)
      if (status !== 'failed' || values === undefined) continue
      for (const [field, mine] of Object.entries(values)) {
        if (field !== 'id') edits.mark(id, field, { state: 'failed', reason: itemReason(problem), mine })
      }
    }
    edits.remember(() => undoChange(batch))
    await refreshObject(object.name)
    toast(t('list.pasted', { count: cells }), () => undoChange(batch).then(() => refreshObject(object.name)))
  }
  if (beyond > 0) toast(t('list.pasteBeyond', { count: beyond }))
  if (skipped > 0) toast(t('list.pasteSkipped', { count: skipped, reason: why }))
}

/** Text as a value; people and records are found by their exact name. Undefined when it cannot be one. */
const valueOf = async (text: string, field: FieldMeta): Promise<unknown> => {
  if (text.trim() === '') return null
  if (!['user', 'ref', 'department'].includes(field.kind)) return cellOf(field).parse?.(text, field)
  try {
    const found = await suggest(targetOf(field) ?? '', text.trim())
    const exact = found.filter(({ title }) => title === text.trim())
    return exact.length === 1 ? exact[0]?.id : undefined
  } catch (error) {
    throw new Error(reasonOf(error), { cause: error })
  }
}
