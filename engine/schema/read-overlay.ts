import type { Session } from '../database.ts'
import type { Field } from '../fields/field.ts'
import type { ObjectDef } from '../object.ts'
import type { Overlay } from './build-model.ts'

/** Reads a workspace's own objects and fields. */
export const readOverlay = async (session: Session, schema: string, version: number): Promise<Overlay> => {
  const [row] = await session.query<{ objects: Stored[] | null; fields: StoredField[] | null }>(
    `select (select json_agg(json_build_object('def', def, 'labelEn', label_en) order by created_at, name) from "${schema}".custom_object where not retired) as objects,
      (select json_agg(json_build_object('object', object, 'name', name, 'field', field, 'labelEn', label_en, 'retired', retired) order by position, name) from "${schema}".custom_field) as fields`,
  )
  return { version, objects: row?.objects ?? [], fields: row?.fields ?? [] }
}

interface Stored {
  readonly def: ObjectDef<any, any>
  readonly labelEn: string
}

interface StoredField {
  readonly object: string
  readonly name: string
  readonly field: Field
  readonly labelEn: string
  readonly retired: boolean
}
