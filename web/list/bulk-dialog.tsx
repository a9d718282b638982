import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { reasonOf } from '../api/api-error.ts'
import type { ObjectMeta } from '../api/metadata.ts'
import { recordsKey, refreshObject } from '../api/query-client.ts'
import { type Meant, previewBatch, undoChange } from '../api/records.ts'
import { count } from '../i18n/format-number.ts'
import { useSay } from '../i18n/language.ts'
import { Dialog } from '../ui/dialog.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { toast } from '../ui/toast.tsx'
import { BulkOutcome } from './bulk-outcome.tsx'
import { type BulkChange, BulkValue } from './bulk-value.tsx'
import { type Deed, type Outcome, runBulk } from './run-bulk.ts'

export type BulkKind = 'field' | 'owner' | 'delete'

/** Says beforehand how many it touches, works with progress, tells what was left out, and can be taken back as one. */
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
  const [change, setChange] = useState<BulkChange>({ name: fixed, value: null })
  const [progress, setProgress] = useState<number | null>(null)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [problem, setProblem] = useState('')
  const stopped = useRef(false)
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

  const apply = async () => {
    const deed: Deed =
      kind === 'delete' ? { operation: 'delete' } : { operation: 'update', set: { [change.name ?? '']: change.value } }
    setProgress(0)
    setProblem('')
    const result = await runBulk(object.name, ids, deed, setProgress, () => stopped.current)
    setProgress(null)
    if (result.done === 0 && new Set(result.failures.map(({ reason }) => reason)).size === 1) {
      // One reason for all of them is about the value: it belongs to its field.
      setProblem(result.failures[0]?.reason ?? '')
      return
    }
    if (result.done > 0) {
      await refreshObject(object.name)
      onDone()
      const done = count(result.done)
      const text = kind === 'delete' ? say('list.deleted', { count: done }) : say('list.changed', { count: done })
      toast(text, () => undoChange(result.batch).then(() => refreshObject(object.name)))
    }
    if (result.failures.length > 0) setOutcome(result)
    else onClose()
  }
  const title = {
    field: say('list.changeField'),
    owner: say('list.transfer'),
    delete: say('list.deleteConfirm', { count: n }),
  }[kind]
  const busy = progress !== null
  return (
    <Dialog
      title={title}
      width={440}
      onClose={onClose}
      insistent={busy}
      footer={
        outcome ? (
          <Button type="primary" onClick={onClose}>
            {say('common.close')}
          </Button>
        ) : (
          <>
            <Button onClick={() => (busy ? (stopped.current = true) : onClose())}>
              {say(busy ? 'list.stop' : 'common.cancel')}
            </Button>
            <Button
              type="primary"
              danger={kind === 'delete'}
              loading={busy}
              disabled={ids.length === 0 || (kind !== 'delete' && change.name === undefined)}
              onClick={() => void apply()}
            >
              {verb}
            </Button>
          </>
        )
      }
    >
      {outcome ? (
        <BulkOutcome object={object} outcome={outcome} />
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
          {kind === 'delete' && problem ? (
            <p className="problem" role="alert">
              {problem}
            </p>
          ) : null}
          {busy ? (
            <div className="bulk-progress">
              <ProgressBar label={verb} done={progress} total={ids.length} />
              <span>{say('list.progress', { done: count(progress), total: n })}</span>
            </div>
          ) : null}
        </>
      )}
    </Dialog>
  )
}
