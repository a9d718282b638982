import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { count } from '../../i18n/format-number.ts'
import { useSay } from '../../i18n/language.ts'
import { Dialog } from '../../ui/overlay/dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import type { Choice } from './choices-editor.tsx'
import { optionUsagesQuery } from './schema-api.ts'
import { Usages } from './usages.tsx'

/** Counting on the server goes no further. */
const mostCounted = 10_000

/** Before an option of a field goes: the records that have it, and what else speaks of it. */
export const RemoveOptionDialog = ({
  object,
  field,
  choice,
  onRemove,
  onClose,
}: {
  object: string
  field: string
  choice: Choice
  onRemove: () => void
  onClose: () => void
}) => {
  const say = useSay()
  const { data, error } = useQuery(optionUsagesQuery(object, field, choice.value))
  const records = data?.records ?? 0
  const held = records < mostCounted ? 'schema.optionHeld' : 'schema.optionHeldByMany'
  return (
    <Dialog
      title={say('schema.optionRemove', { label: choice.label })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say('common.cancel')}</Button>
          <Button type="primary" danger disabled={data === undefined} onClick={onRemove}>
            {say('common.delete')}
          </Button>
        </>
      }
    >
      {error ? <ErrorPanel error={error} /> : data === undefined ? <Skeleton rows={2} /> : null}
      {data ? <p>{records > 0 ? say(held, { count: count(records) }) : say('schema.optionHeldByNone')}</p> : null}
      {data && data.usages.length > 0 ? (
        <>
          <p>{say('schema.optionSpokenOf')}</p>
          <Usages usages={data.usages} />
        </>
      ) : null}
    </Dialog>
  )
}
