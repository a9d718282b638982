import { getRouteApi } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { stopBulkChange } from '../../api/bulk-changes.ts'
import { refreshObject } from '../../api/query-client.ts'
import { undoChange } from '../../api/records.ts'
import { useObject } from '../../api/use-metadata.ts'
import { count } from '../../i18n/format-number.ts'
import { useSay } from '../../i18n/language.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { ObjectPath } from '../../ui/object-path.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { failed, toast } from '../../ui/overlay/toast.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { BulkOutcome } from './bulk-outcome.tsx'
import { BulkProgress } from './bulk-progress.tsx'
import { useBulkChange } from './use-bulk-change.ts'
import '../list.css'

const route = getRouteApi('/app/bulk-changes/$id')

/** Where the notice of a bulk change leads: how far it is, what was left out, and the way back. */
export const BulkPage = () => {
  const say = useSay()
  const { data: made, error, refetch } = useBulkChange(route.useParams().id)
  const object = useObject(made?.object ?? '')
  const [undone, setUndone] = useState(false)
  const title = say(made?.operation === 'delete' ? 'list.bulkDelete' : 'list.bulkChange')
  useTitle(title)
  if (error) return <ErrorPanel error={error} retry={() => void refetch()} />
  if (made === undefined || object === undefined) return <Skeleton />
  const done = count(made.changed)
  const undo = async () => {
    setUndone(true)
    const { undone: back, conflicts } = await undoChange(made.id)
    await refreshObject(made.object)
    toast(
      conflicts.length > 0
        ? say('common.undoneSome', { undone: count(back), kept: count(conflicts.length) })
        : say('common.undone'),
    )
  }
  return (
    <div className="page">
      <ObjectPath object={object} />
      <header className="page-head">
        <h1>{title}</h1>
      </header>
      <div className="panel outcome">
        {made.status === 'running' ? (
          <>
            <BulkProgress made={made} />
            <Button onClick={() => void stopBulkChange(made.id).then(() => refetch(), failed)}>
              {say('list.stop')}
            </Button>
          </>
        ) : (
          <>
            <p role="status">
              {say(made.operation === 'delete' ? 'list.deleted' : 'list.changed', { count: done })}
              {made.status === 'cancelled'
                ? ` ${say('list.bulkStopped', { count: count(made.total - made.tried) })}`
                : ''}
            </p>
            {made.tried > made.changed || made.problem ? <BulkOutcome object={object} made={made} /> : null}
            {made.changed > 0 ? (
              <Button disabled={undone} onClick={() => void undo().catch(failed)}>
                {say('common.undo')}
              </Button>
            ) : null}
          </>
        )}
      </div>
    </div>
  )
}
