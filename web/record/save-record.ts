import { queryClient, recordsKey, refreshObject } from '../api/query-client.ts'
import { type RecordData, undoChange, updateRecord } from '../api/records.ts'
import { t } from '../i18n/language.ts'
import { toast } from '../ui/toast.tsx'

/** Saves fields of a record and shows what the server made of them; the toast takes it back. Throws `ApiError`. */
export const saveRecord = async (
  object: string,
  record: RecordData,
  values: object,
  fields: string,
  version = record.version,
) => {
  const { data, request } = await updateRecord(object, record.id, values, { version, fields })
  queryClient.setQueryData(recordsKey(object, 'one', record.id, fields), data)
  void refreshObject(object)
  const undo = request === null ? undefined : () => undoChange(request).then(() => refreshObject(object))
  toast(t('common.saved'), undo)
}
