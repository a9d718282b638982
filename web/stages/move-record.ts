import type { ObjectMeta } from '../api/metadata.ts'
import { refreshObject } from '../api/query-client.ts'
import { recordTitle } from '../api/record-title.ts'
import { type RecordData, updateRecord } from '../api/records.ts'
import { t } from '../i18n/language.ts'
import { toast } from '../ui/overlay/toast.tsx'

/** A column of the board or a stage of the bar. */
export interface Target {
  readonly value: string
  readonly label: string
}

/** The versions that moves lead to which are not through yet: a quick hand moves a card on before the server has answered. */
const underWay = new Map<string, Promise<number>>()

/** Puts a record into another column, along with what that asks for, in one write; the toast takes both back. */
export const moveRecord = async (object: ObjectMeta, row: RecordData, to: Target, values: object = {}) => {
  const group = object.board?.group ?? ''
  const move = (version: number) => updateRecord(object.name, row.id, { ...values, [group]: to.value }, version)
  const before = underWay.get(row.id)
  const saved = before ? before.then(move, () => move(row.version)) : move(row.version)
  const version = saved.then(({ data }) => data.version)
  version.catch(() => undefined)
  underWay.set(row.id, version)
  try {
    const { undo } = await saved
    await refreshObject(object.name)
    const moved = t('board.moved', { title: recordTitle(object, row), column: to.label })
    toast(moved, () => undo().then(() => refreshObject(object.name)))
  } finally {
    if (underWay.get(row.id) === version) underWay.delete(row.id)
  }
}
