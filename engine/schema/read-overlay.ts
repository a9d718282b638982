import type { Session } from '../database.ts'
import type { DuplicatePolicy } from '../duplicates/policy.ts'
import type { CustomField, CustomObject, Overlay, OwnRule, StandardField } from './build-model.ts'

interface Stored {
  readonly objects: CustomObject[] | null
  readonly fields: CustomField[] | null
  readonly standard: StandardField[] | null
  readonly rules: OwnRule[] | null
  readonly unfilled: string[] | null
  readonly duplicates: DuplicatePolicy | null
}

/** Reads what a workspace added and changed: objects, fields, rules. */
export const readOverlay = async (session: Session, schema: string, version: number): Promise<Overlay> => {
  const s = `"${schema}"`
  const [row] = await session.query<Stored>(
    `select (select json_agg(json_build_object('def', def, 'labelEn', label_en) order by created_at, name) from ${s}.custom_object where not retired) as objects,
      (select json_agg(json_build_object('object', object, 'name', name, 'field', field, 'labelEn', label_en, 'retired', retired) order by position, name) from ${s}.custom_field) as fields,
      (select json_agg(json_build_object('object', object, 'name', name, 'change', change) order by object, name) from ${s}.standard_field) as standard,
      (select json_agg(json_build_object('object', object, 'rule', rule) order by created_at, id) from ${s}.validation_rule where active) as rules,
      (select json_agg(what order by what) from ${s}.unfilled) as unfilled,
      (select value from ${s}.setting where key = 'duplicates') as duplicates`,
  )
  return {
    version,
    objects: row?.objects ?? [],
    fields: row?.fields ?? [],
    standard: row?.standard ?? [],
    rules: row?.rules ?? [],
    unfilled: row?.unfilled ?? [],
    duplicates: row?.duplicates ?? null,
  }
}
