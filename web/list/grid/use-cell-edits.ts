import { useRef, useState } from 'react'
import { ApiError, reasonOf } from '../../api/api-error.ts'
import type { FieldMeta } from '../../api/metadata.ts'
import { recordsKey, queryClient, refreshObject } from '../../api/query-client.ts'
import { type RecordData, updateRecord } from '../../api/records.ts'
import { t } from '../../i18n/language.ts'
import { failed, toast } from '../../ui/overlay/toast.tsx'
import { patchRow } from '../page-cache.ts'
import type { List } from '../use-list.ts'

/** What is going on with one cell. */
export interface Mark {
  readonly state: 'saving' | 'failed' | 'conflict'
  readonly reason: string
  readonly mine: unknown
  readonly theirs?: unknown
  readonly version?: number
}
export type RowMarks = Readonly<Record<string, Mark>>

export interface CellEdits {
  readonly marks: ReadonlyMap<string, RowMarks>
  /** Shows the value at once and saves it behind; a refusal puts the old one back and marks the cell. */
  save(row: RecordData, field: FieldMeta, value: unknown, version?: number): void
  /** Marks a cell that was refused on another way (paste). */
  mark(id: string, field: string, mark: Mark | null): void
  /** Remembers how a change is taken back, for Ctrl+Z. */
  remember(undo: () => Promise<unknown>): void
  undo(): void
}

export const useCellEdits = (list: List): CellEdits => {
  const object = list.object.name
  const [marks, setMarks] = useState<ReadonlyMap<string, RowMarks>>(new Map())
  const undos = useRef<(() => Promise<unknown>)[]>([])

  const mark = (id: string, field: string, next: Mark | null) =>
    setMarks((before) => {
      const { [field]: _gone, ...others } = before.get(id) ?? {}
      const row = next === null ? others : { ...others, [field]: next }
      const after = new Map(before)
      if (Object.keys(row).length === 0) after.delete(id)
      else after.set(id, row)
      return after
    })
  const remember: CellEdits['remember'] = (undo) => void undos.current.push(undo)

  const save: CellEdits['save'] = (row, field, value, version = row.version) => {
    const name = field.name
    const before = row[name]
    patchRow(object, row.id, (shown) => ({ ...shown, [name]: value }))
    mark(row.id, name, { state: 'saving', reason: '', mine: value })
    // Answered as the list shows it: references with their titles, and what the server worked out.
    const saved = updateRecord(object, row.id, { [name]: value }, version, list.fields)
    // A quick hand takes it back before the answer is there.
    const takeBack = () => saved.then(({ undo }) => undo())
    remember(takeBack)
    saved.then(
      ({ data: fresh }) => {
        patchRow(object, row.id, (shown) => ({ ...shown, ...fresh }))
        mark(row.id, name, null)
        void queryClient.invalidateQueries({ queryKey: recordsKey(object, 'sum') })
        void queryClient.invalidateQueries({ queryKey: recordsKey(object, 'one', row.id) })
      },
      (error: unknown) => {
        undos.current = undos.current.filter((one) => one !== takeBack)
        patchRow(object, row.id, (shown) => ({ ...shown, [name]: before }))
        mark(row.id, name, refusal(error, name, value))
      },
    )
  }

  const undo = () => {
    const last = undos.current.pop()
    if (last === undefined) return toast(t('list.nothingToUndo'))
    last().then(() => {
      toast(t('common.undone'))
      void refreshObject(object)
    }, failed)
  }
  return { marks, save, mark, remember, undo }
}

const refusal = (error: unknown, name: string, mine: unknown): Mark => {
  const conflict = error instanceof ApiError && error.code === 'record.conflict'
  const theirs = conflict ? (error.body['theirs'] as Record<string, unknown> | undefined) : undefined
  return conflict
    ? { state: 'conflict', reason: error.message, mine, theirs: theirs?.[name], version: Number(error.body['version']) }
    : { state: 'failed', reason: reasonOf(error) || t('error.offline'), mine }
}
