import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useEffectEvent, useState } from 'react'
import { reasonOf } from '../../api/api-error.ts'
import { type BulkChange, bulkFailures, type Deed, startBulkChange, stopBulkChange } from '../../api/bulk-changes.ts'
import type { ObjectMeta } from '../../api/metadata.ts'
import { recordsKey, refreshObject } from '../../api/query-client.ts'
import { type Meant, previewBatch, undoChange } from '../../api/records.ts'
import { count } from '../../i18n/format-number.ts'
import { useSay } from '../../i18n/language.ts'
import { Dialog } from '../../ui/overlay/dialog.tsx'
import { failed, toast } from '../../ui/overlay/toast.tsx'
import { BulkOutcome } from './bulk-outcome.tsx'
import { BulkProgress } from './bulk-progress.tsx'
import { type BulkChange as Wanted, BulkValue } from './bulk-value.tsx'
import { useBulkChange } from './use-bulk-change.ts'

export type BulkKind = 'field' | 'owner' | 'delete'

/** Says beforehand how many it touches, tells what was left out, and can be taken back as one. Many go on without it. */
export const BulkDialog = ({
  object,
  kind,
  meant,
  onClose,
  onDone,
}: {
  object: ObjectMeta
  kind: BulkKind
  meant: Meant
  onClose: () => void
  /** Something was done: the choice of rows is over. */
  onDone: () => void
}) => {
  const say = useSay()
  const fixed = kind === 'owner' ? 'owner' : undefined
  const [change, setChange] = useState<Wanted>({ name: fixed, value: null })
  const [begun, setBegun] = useState<BulkChange | 'starting' | null>(null)
  const [over, setOver] = useState<BulkChange | null>(null)
  const [problem, setProblem] = useState('')
  const operation = kind === 'delete' ? 'delete' : 'update'
  const { data: preview, error } = useQuery({
    queryKey: recordsKey(object.name, 'bulk', operation, meant),
    queryFn: ({ signal }) => previewBatch(object.name, operation, meant, signal),
    // What was out of reach a minute ago may not be any more.
    gcTime: 0,
    refetchOnMount: false,
    retry: false,
  })
  const ids = preview?.ids ?? []
  const n = count(ids.length)
  const verb = kind === 'delete' ? say('list.deleteCount', { count: n }) : say('list.changeCount', { count: n })
  const under = begun === 'starting' ? null : begun
  const { data: now = under } = useBulkChange(under?.id, under ?? undefined)

  const apply = async () => {
    const deed: Deed =
      kind === 'delete' ? { operation: 'delete' } : { operation: 'update', set: { [change.name ?? '']: change.value } }
    setProblem('')
    setBegun('starting')
    try {
      setBegun(await startBulkChange(object.name, ids, deed))
    } catch (refused) {
      setBegun(null)
      setProblem(reasonOf(refused))
    }
  }
  const finish = async (made: BulkChange) => {
    const left = made.tried - made.changed
    if (made.changed === 0 && left > 0) {
      const reasons = new Set((await bulkFailures(made.id)).map((failure) => failure.problem.message))
      if (reasons.size === 1) {
        // One reason for all of them is about the value: it belongs to its field.
        setBegun(null)
        return setProblem([...reasons][0] ?? '')
      }
    }
    if (made.changed > 0) {
      await refreshObject(object.name)
      onDone()
      const done = count(made.changed)
      const text = kind === 'delete' ? say('list.deleted', { count: done }) : say('list.changed', { count: done })
      toast(text, () => undoChange(made.id).then(() => refreshObject(object.name)))
    }
    if (left > 0 || made.problem) setOver(made)
    else onClose()
  }
  const end = useEffectEvent((made: BulkChange) => void finish(made).catch(failed))
  const ended = now && now.status !== 'running' ? now : null
  useEffect(() => {
    if (ended) end(ended)
    // Only its end counts, not each look at it.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [ended?.id])

  const leave = () => {
    onDone()
    onClose()
    toast(say('list.bulkGoesOn'))
  }
  const running = now?.status === 'running'
  const title = {
    field: say('list.changeField'),
    owner: say('list.transfer'),
    delete: say('list.deleteConfirm', { count: n }),
  }[kind]
  return (
    <Dialog
      title={title}
      width={440}
      onClose={running ? leave : onClose}
      insistent={begun === 'starting'}
      footer={
        over ? (
          <Button type="primary" onClick={onClose}>
            {say('common.close')}
          </Button>
        ) : running ? (
          <>
            <Button onClick={() => void stopBulkChange(now.id).catch(failed)}>{say('list.stop')}</Button>
            <Button type="primary" onClick={leave}>
              {say('list.bulkBackground')}
            </Button>
          </>
        ) : (
          <>
            <Button onClick={onClose}>{say('common.cancel')}</Button>
            <Button
              type="primary"
              danger={kind === 'delete'}
              loading={begun !== null}
              disabled={ids.length === 0 || (kind !== 'delete' && change.name === undefined)}
              onClick={() => void apply()}
            >
              {verb}
            </Button>
          </>
        )
      }
    >
      {over ? (
        <BulkOutcome object={object} made={over} />
      ) : running ? (
        <BulkProgress made={now} />
      ) : (
        <>
          {kind === 'delete' ? (
            <p className="dialog-intro">{say('list.deleteConfirmWhy')}</p>
          ) : (
            <BulkValue
              object={object}
              fixed={fixed}
              change={change}
              problem={problem}
              onChange={(next) => {
                setChange(next)
                setProblem('')
              }}
            />
          )}
          <p className="bulk-preview" role="status">
            {preview ? say('list.willTouch', { count: n }) : error ? reasonOf(error) : say('list.counting')}
            {preview && preview.forbidden > 0 ? (
              <strong> {say('list.outOfReach', { count: count(preview.forbidden) })}</strong>
            ) : null}
          </p>
          {problem && (kind === 'delete' || change.name === undefined) ? (
            <p className="problem" role="alert">
              {problem}
            </p>
          ) : null}
        </>
      )}
    </Dialog>
  )
}
