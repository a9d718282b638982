import { fieldOf, type ObjectMeta } from '../api/metadata.ts'
import { queryClient } from '../api/query-client.ts'
import { referenceId } from '../api/record-title.ts'
import type { RecordData } from '../api/records.ts'
import { meQuery } from '../api/session.ts'
import { dateText, dayOf, momentText } from '../i18n/format-date.ts'
import { t } from '../i18n/language.ts'

/** Fields a row must bring along so that one can tell whether it waits for somebody. */
export const attentionFields = ({ attention, fields }: ObjectMeta): readonly string[] =>
  attention
    ? [attention.when, ...Object.keys(attention.while)].concat(
        fields.some(({ name }) => name === 'owner') ? 'owner' : [],
      )
    : []

/** Why a record waits for the person at the screen: 该处理了：下次跟进 今天. Undefined where it does not. */
export const attentionOf = (object: ObjectMeta, row: RecordData, now = Date.now()): string | undefined => {
  const { attention } = object
  if (attention === undefined) return undefined
  const when = row[attention.when]
  if (typeof when !== 'string') return undefined
  if (!Object.entries(attention.while).every(([field, values]) => values.includes(String(row[field])))) return undefined
  const me = queryClient.getQueryData(meQuery.queryKey)?.user.id
  if (referenceId(row['owner']) !== me) return undefined
  const isDate = /^\d{4}-\d\d-\d\d$/.test(when)
  if ((isDate ? when : dayOf(new Date(when))) > dayOf(now)) return undefined
  const field = fieldOf(object, attention.when)?.label ?? ''
  return t('attention.since', { field, when: isDate ? dateText(when, now) : momentText(when, now) })
}
