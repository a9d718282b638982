import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { fieldOf } from '../api/metadata.ts'
import { refreshObject } from '../api/query-client.ts'
import { type Batch, type BatchResult, runBatch, undoChange } from '../api/records.ts'
import { count as written } from '../i18n/format-number.ts'
import { useSay } from '../i18n/language.ts'
import { confirm } from '../ui/confirm.tsx'
import { failed, toast } from '../ui/toast.tsx'
import type { List } from './use-list.ts'
import type { Pages } from './use-pages.ts'
import type { Selection } from './use-selection.ts'

const BulkDialog = lazy(() => import('./bulk-dialog.tsx').then((module) => ({ default: module.BulkDialog })))

/** What can be done with the chosen records at once. Each is one change in the log and can be taken back as one. */
export const BulkBar = ({ list, pages, selection }: { list: List; pages: Pages; selection: Selection }) => {
  const say = useSay()
  const [dialog, setDialog] = useState<'field' | 'owner' | null>(null)
  const { object } = list
  const total = pages.total?.value ?? 0
  const chosen = selection.every ? total : selection.ids.size
  if (chosen === 0) return null
  const whole = { ...(list.filter ? { filter: list.filter } : { filter: {} }), ...(list.q ? { q: list.q } : {}) }
  const which = selection.every ? whole : { ids: [...selection.ids] }

  const run = async (batch: Batch, done: (count: string) => string) => {
    const result = await runBatch(object.name, batch)
    await refreshObject(object.name)
    selection.clear()
    const undo = () => undoChange(result.batch).then(() => refreshObject(object.name))
    toast(done(written(succeeded(result))), undo)
    const refused = result.results.filter(({ status }) => status === 'failed')
    if (refused.length > 0) {
      const reason = refused[0]?.problem?.message ?? ''
      failed(new Error(say('list.someFailed', { failed: refused.length, reason })))
    }
  }
  const remove = async () => {
    const count = written(chosen)
    const yes = await confirm({
      title: say('list.deleteConfirm', { count }),
      why: say('list.deleteConfirmWhy'),
      yes: say('list.deleteCount', { count }),
      danger: true,
    })
    if (yes) await run({ operation: 'delete', atomic: false, ...which }, (n) => say('list.deleted', { count: n }))
  }

  return (
    <div className="bulk-bar" role="toolbar" aria-label={say('list.selected', { count: written(chosen) })}>
      <strong>{say(selection.every ? 'list.everySelected' : 'list.selected', { count: written(chosen) })}</strong>
      {!selection.every && total > chosen ? (
        <Button size="small" type="link" onClick={selection.selectEvery}>
          {say('list.selectEvery', { count: written(total) })}
        </Button>
      ) : null}
      {object.rights.bulk && object.rights.update ? (
        <>
          <Button size="small" onClick={() => setDialog('field')}>
            {say('list.changeField')}
          </Button>
          {fieldOf(object, 'owner') ? (
            <Button size="small" onClick={() => setDialog('owner')}>
              {say('list.transfer')}
            </Button>
          ) : null}
        </>
      ) : null}
      {object.rights.delete ? (
        <Button size="small" danger onClick={() => void remove().catch(failed)}>
          {say('common.delete')}
        </Button>
      ) : null}
      <Button size="small" type="text" aria-label={say('list.clearSelection')} onClick={selection.clear}>
        ×
      </Button>
      <Suspense fallback={null}>
        {dialog ? (
          <BulkDialog
            object={object}
            only={dialog === 'owner' ? 'owner' : undefined}
            count={written(chosen)}
            onClose={() => setDialog(null)}
            onApply={(set, done) => run({ operation: 'update', set, atomic: false, ...which }, done)}
          />
        ) : null}
      </Suspense>
    </div>
  )
}

const succeeded = ({ counts }: BatchResult) =>
  (counts['updated'] ?? 0) + (counts['deleted'] ?? 0) + (counts['unchanged'] ?? 0)
