import { Button } from 'antd'
import { useState } from 'react'
import { queryClient } from '../../api/query-client.ts'
import { undoChange } from '../../api/records.ts'
import { count } from '../../i18n/format-number.ts'
import { useSay } from '../../i18n/language.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { failed, toast } from '../../ui/overlay/toast.tsx'
import { type DepartmentMove, isUnderWay } from './department-move.ts'

/** What is taken back at once. */
const mostUndone = 10_000

/** How far the move is, and what became of it. */
export const MoveCourse = ({ move, onUndone }: { move: DepartmentMove; onUndone?: () => void }) => {
  const say = useSay()
  const [undone, setUndone] = useState(false)
  const { request, state, progress, result } = move
  if (isUnderWay(move))
    return (
      <>
        <ProgressBar label={say('departments.moving')} done={progress?.done ?? 0} total={progress?.total ?? null} />
        <p className="muted">{say('departments.movingWhy')}</p>
      </>
    )
  if (state !== 'done' || result === null) return <p className="problem">⚠ {say('departments.moveFailed')}</p>
  const undo = async () => {
    setUndone(true)
    const { undone: back, conflicts } = await undoChange(request)
    await queryClient.invalidateQueries()
    onUndone?.()
    toast(
      conflicts.length > 0 ? say('common.undoneSome', { undone: back, kept: conflicts.length }) : say('common.undone'),
    )
  }
  return (
    <>
      <p>
        {say('departments.moved', { count: count(result.moved) })}{' '}
        {result.moved > 0 && result.moved <= mostUndone ? (
          <Button size="small" type="link" disabled={undone} onClick={() => void undo().catch(failed)}>
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
