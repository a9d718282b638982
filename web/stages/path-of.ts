import { fieldOf, type ObjectMeta, targetOf } from '../api/metadata.ts'
import { recordTitle } from '../api/record-title.ts'
import type { RecordData } from '../api/records.ts'
import type { Target } from './move-record.ts'

/** A stage of the way that a record goes. */
export interface Step extends Target {
  /** What matters while a record stands here, and what to do. */
  readonly keyFields: readonly string[]
  readonly guidance: string
}

/** The stages of a record in their order, as they came along with it. */
export const pathOf = (object: ObjectMeta, objects: readonly ObjectMeta[], record: RecordData): readonly Step[] => {
  const group = fieldOf(object, object.board?.group ?? '')
  const stage = objects.find(({ name }) => name === (group && targetOf(group)))
  if (stage === undefined) return []
  return ((record['path'] ?? []) as readonly RecordData[]).map((row) => ({
    value: row.id,
    label: recordTitle(stage, row),
    keyFields: (row['keyFields'] ?? []) as readonly string[],
    guidance: String(row['guidance'] ?? ''),
  }))
}
