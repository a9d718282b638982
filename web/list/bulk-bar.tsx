import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { fieldOf } from '../api/metadata.ts'
import type { Meant } from '../api/records.ts'
import { count as written } from '../i18n/format-number.ts'
import { useSay } from '../i18n/language.ts'
import type { BulkKind } from './bulk-dialog.tsx'
import type { List } from './use-list.ts'
import type { Pages } from './use-pages.ts'
import type { Selection } from './use-selection.ts'

const BulkDialog = lazy(() => import('./bulk-dialog.tsx').then((module) => ({ default: module.BulkDialog })))

/** What can be done with the chosen records at once. Each is one change in the log and can be taken back as one. */
export const BulkBar = ({ list, pages, selection }: { list: List; pages: Pages; selection: Selection }) => {
  const say = useSay()
  // What is worked on stays as it was chosen, also once the choice is over.
  const [work, setWork] = useState<{ kind: BulkKind; meant: Meant } | null>(null)
  const { object } = list
  const total = pages.total?.value ?? 0
  const chosen = selection.every ? total : selection.ids.size
  const whole = { filter: list.filter ?? {}, ...(list.q ? { q: list.q } : {}) }
  const start = (kind: BulkKind) => setWork({ kind, meant: selection.every ? whole : { ids: [...selection.ids] } })

  return (
    <>
      {chosen > 0 ? (
        <div className="bulk-bar" role="toolbar" aria-label={say('list.selected', { count: written(chosen) })}>
          <strong>{say(selection.every ? 'list.everySelected' : 'list.selected', { count: written(chosen) })}</strong>
          {!selection.every && total > chosen ? (
            <Button size="small" type="link" onClick={selection.selectEvery}>
              {say('list.selectEvery', { count: written(total) })}
            </Button>
          ) : null}
          {object.rights.bulk && object.rights.update ? (
            <>
              <Button size="small" onClick={() => start('field')}>
                {say('list.changeField')}
              </Button>
              {fieldOf(object, 'owner') ? (
                <Button size="small" onClick={() => start('owner')}>
                  {say('list.transfer')}
                </Button>
              ) : null}
            </>
          ) : null}
          {object.rights.delete ? (
            <Button size="small" danger onClick={() => start('delete')}>
              {say('common.delete')}
            </Button>
          ) : null}
          <Button size="small" type="text" aria-label={say('list.clearSelection')} onClick={selection.clear}>
            ×
          </Button>
        </div>
      ) : null}
      {work ? (
        <Suspense fallback={null}>
          <BulkDialog
            object={object}
            kind={work.kind}
            meant={work.meant}
            onClose={() => setWork(null)}
            onDone={selection.clear}
          />
        </Suspense>
      ) : null}
    </>
  )
}
