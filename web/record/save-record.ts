import { refreshObject } from '../api/query-client.ts'
import { type RecordData, updateRecord } from '../api/records.ts'
import { t } from '../i18n/language.ts'
import { toast } from '../ui/overlay/toast.tsx'

/** Saves fields of a record and shows what the server made of them; the toast takes it back. Throws `ApiError`. */
export const saveRecord = async (object: string, record: RecordData, values: object, version = record.version) => {
  const { undo } = await updateRecord(object, record.id, values, version)
  await refreshObject(object)
  toast(t('common.saved'), () => undo().then(() => refreshObject(object)))
}
