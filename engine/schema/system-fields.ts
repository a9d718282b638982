import { f } from '../fields/index.ts'
import type { Field } from '../fields/field.ts'

const readOnly = { readOnly: true } as const

/** On every record. `id` is a UUIDv7 made in the app; `version` counts the record's saves. */
export const systemFields: Readonly<Record<string, { field: Field; en: string }>> = {
  id: { field: { kind: 'id', label: '记录标识', options: readOnly }, en: 'Record id' },
  version: { field: f.integer('版本', readOnly), en: 'Version' },
  createdAt: { field: f.datetime('创建时间', readOnly), en: 'Created at' },
  createdBy: { field: f.user('创建人', readOnly), en: 'Created by' },
  updatedAt: { field: f.datetime('修改时间', readOnly), en: 'Changed at' },
  updatedBy: { field: f.user('修改人', readOnly), en: 'Changed by' },
  deletedAt: { field: f.datetime('删除时间', readOnly), en: 'Deleted at' },
}

/** On records with an owner: the department they count for. It follows the owner and may be set apart from her. */
export const departmentField = { field: f.department('所属部门', {}), en: 'Department' }
