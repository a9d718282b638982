import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type Change, getHistory } from '../api/changes.ts'
import type { ObjectMeta } from '../api/metadata.ts'
import { recordsKey, refreshObject } from '../api/query-client.ts'
import { allowed, type RecordData, undoChange } from '../api/records.ts'
import { fullMoment } from '../i18n/format-date.ts'
import { useSay } from '../i18n/language.ts'
import { confirm } from '../ui/overlay/confirm.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { MorePages } from '../ui/more-pages.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { failed, toast } from '../ui/overlay/toast.tsx'
import { changedLabel, ChangedFields } from './changed-fields.tsx'
import { viaText } from './via-text.ts'

/** Every write to a record: who, when, through what, from which value to which; and back again. */
export const History = ({ object, record }: { object: ObjectMeta; record: RecordData }) => {
  const say = useSay()
  const { id } = record
  const pages = useInfiniteQuery({
    queryKey: recordsKey(object.name, 'history', id),
    queryFn: ({ pageParam }) => getHistory(object.name, id, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const { data, error, refetch } = pages
  const mayUpdate = allowed(object, record, 'update')
  const changes = data?.pages.flatMap((page) => page.data)
  const undo = async (change: Change) => {
    const why = (change.changes ?? []).map((one) => changedLabel(one, object)).join(say('common.and'))
    if (!(await confirm({ title: say('history.undoConfirm'), why, yes: say('common.undo') }))) return
    const { undone, conflicts } = await undoChange(change.request)
    await refreshObject(object.name)
    toast(conflicts.length > 0 ? say('common.undoneSome', { undone, kept: conflicts.length }) : say('common.undone'))
  }

  if (error) return <ErrorPanel error={error} retry={() => void refetch()} />
  if (changes === undefined) return <Skeleton rows={6} />
  if (changes.length === 0) return <EmptyState title={say('history.empty')} />
  return (
    <div className="history">
      <ol className="timeline-list">
        {changes.map((change) => (
          <li key={change.id} className="history-item">
            <p className="timeline-head">
              <strong>{change.actor?.name ?? say('common.system')}</strong>
              <span>{opText(change, say)}</span>
              <span className="muted">· {viaText(change.via, say)}</span>
              <time dateTime={change.at}>{fullMoment(change.at)}</time>
              {change.undoable && change.op === 'update' && mayUpdate ? (
                <Button size="small" type="text" onClick={() => void undo(change).catch(failed)}>
                  {say('common.undo')}
                </Button>
              ) : null}
            </p>
            <ChangedFields changes={change.changes ?? []} object={object} />
            {change.member ? <p>{memberText(change.member, say)}</p> : null}
            {change.reason ? <p className="muted">{say('history.reason', { reason: change.reason })}</p> : null}
          </li>
        ))}
      </ol>
      <MorePages of={pages} />
    </div>
  )
}

const memberText = ({ old, new: made }: NonNullable<Change['member']>, say: ReturnType<typeof useSay>) => {
  const name = (made ?? old)?.name ?? '—'
  if (!made) return say('history.memberGone', { name })
  const may = say(`team.may.${made.may}`)
  return made.until
    ? say('history.memberUntil', { name, may, day: fullMoment(made.until) })
    : say('history.member', { name, may })
}

const opText = ({ op }: Change, say: ReturnType<typeof useSay>) => say(`audit.op.${op}`)
