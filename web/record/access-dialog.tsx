import { useQuery } from '@tanstack/react-query'
import type { ObjectMeta } from '../api/metadata.ts'
import { recordsKey } from '../api/query-client.ts'
import type { RecordData } from '../api/records.ts'
import { request } from '../api/request.ts'
import { useSay } from '../i18n/language.ts'
import { Dialog } from '../ui/overlay/dialog.tsx'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { AskWhy } from './ask-why.tsx'

/** Who can see the record, in sentences of the server: who, which role, which rule. */
export const AccessDialog = ({
  object,
  record,
  onClose,
}: {
  object: ObjectMeta
  record: RecordData
  onClose: () => void
}) => {
  const say = useSay()
  const { data, error, refetch } = useQuery({
    queryKey: recordsKey(object.name, 'access', record.id),
    queryFn: () => request<{ sentences: readonly string[] }>(`/records/${object.name}/${record.id}/access`),
  })
  return (
    <Dialog title={say('record.whoCanSeeTitle')} onClose={onClose}>
      {error ? (
        <ErrorPanel error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton rows={3} />
      ) : null}
      <ul className="sentences">
        {data?.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <AskWhy object={object} record={record} />
    </Dialog>
  )
}
