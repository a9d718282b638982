import { Button } from 'antd'
import { queryClient } from '../../api/query-client.ts'
import { undoChange } from '../../api/records.ts'
import { count } from '../../i18n/format-number.ts'
import { useSay } from '../../i18n/language.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { failed, toast } from '../../ui/overlay/toast.tsx'

/** The job that moves everything of a department. */
export interface MoveJob {
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly progress: { readonly done: number; readonly total: number } | null
  readonly result: { readonly moved: number; readonly failed: number; readonly removed: boolean } | null
}

/** What is taken back at once. */
const mostUndone = 10_000

/** How far the move is, and what became of it. */
export const MoveCourse = ({
  job,
  request,
  onClose,
}: {
  job: MoveJob | null
  request: string
  onClose: () => void
}) => {
  const say = useSay()
  const { state = 'waiting', progress = null, result = null } = job ?? {}
  if (state === 'waiting' || state === 'running')
    return (
      <>
        <ProgressBar label={say('departments.moving')} done={progress?.done ?? 0} total={progress?.total ?? null} />
        <p className="muted">{say('departments.movingWhy')}</p>
      </>
    )
  if (state !== 'done' || result === null) return <p className="problem">⚠ {say('departments.moveFailed')}</p>
  const undo = async () => {
    const { undone, conflicts } = await undoChange(request)
    await queryClient.invalidateQueries()
    onClose()
    toast(conflicts.length > 0 ? say('common.undoneSome', { undone, kept: conflicts.length }) : say('common.undone'))
  }
  return (
    <>
      <p>
        {say('departments.moved', { count: count(result.moved) })}{' '}
        {result.moved > 0 && result.moved <= mostUndone ? (
          <Button size="small" type="link" onClick={() => void undo().catch(failed)}>
            {say('common.undo')}
          </Button>
        ) : null}
      </p>
      {result.failed > 0 ? (
        <p className="problem">⚠ {say('departments.notMoved', { count: count(result.failed) })}</p>
      ) : null}
      {result.removed ? <p>{say('departments.removedToo')}</p> : null}
    </>
  )
}
