import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { fieldOf } from '../../api/metadata.ts'
import type { Meant } from '../../api/records.ts'
import { count as written } from '../../i18n/format-number.ts'
import { useSay } from '../../i18n/language.ts'
import { usePageCommands } from '../../shell/page-commands.ts'
import type { BulkKind } from './bulk-dialog.tsx'
import type { List } from '../use-list.ts'
import type { Selection } from '../use-selection.ts'

const BulkDialog = lazy(() => import('./bulk-dialog.tsx').then((module) => ({ default: module.BulkDialog })))

/** What can be done with the chosen records at once. Each is one change in the log and can be taken back as one. */
export const BulkBar = ({ list, total, selection }: { list: List; total: number; selection: Selection }) => {
  const say = useSay()
  // What is worked on stays as it was chosen, also once the choice is over.
  const [work, setWork] = useState<{ kind: BulkKind; meant: Meant } | null>(null)
  const { object } = list
  const chosen = selection.every ? total : selection.ids.size
  const whole = { filter: list.filter ?? {}, ...(list.q ? { q: list.q } : {}) }
  const start = (kind: BulkKind) => setWork({ kind, meant: selection.every ? whole : { ids: [...selection.ids] } })

  const changes = object.rights.bulk && object.rights.update
  const offered: readonly { kind: BulkKind; label: string }[] = [
    ...(changes ? [{ kind: 'field' as const, label: say('list.changeField') }] : []),
    ...(changes && fieldOf(object, 'owner') ? [{ kind: 'owner' as const, label: say('list.transfer') }] : []),
    ...(object.rights.delete ? [{ kind: 'delete' as const, label: say('common.delete') }] : []),
  ]
  const told = say(selection.every ? 'list.everySelected' : 'list.selected', { count: written(chosen) })
  const everySelectable = !selection.every && total > chosen
  usePageCommands(
    chosen === 0
      ? []
      : [
          ...offered.map(({ kind, label }) => ({
            key: `bulk ${kind}`,
            label: `${label} · ${told}`,
            run: () => start(kind),
          })),
          ...(everySelectable
            ? [
                {
                  key: 'bulk every',
                  label: say('list.selectEvery', { count: written(total) }),
                  run: selection.selectEvery,
                },
              ]
            : []),
          { key: 'bulk clear', label: say('list.clearSelection'), run: selection.clear },
        ],
  )
  return (
    <>
      {chosen > 0 ? (
        <div className="bulk-bar" role="toolbar" aria-label={say('list.selected', { count: written(chosen) })}>
          <strong>{told}</strong>
          {everySelectable ? (
            <Button size="small" type="link" onClick={selection.selectEvery}>
              {say('list.selectEvery', { count: written(total) })}
            </Button>
          ) : null}
          {offered.map(({ kind, label }) => (
            <Button key={kind} size="small" danger={kind === 'delete'} onClick={() => start(kind)}>
              {label}
            </Button>
          ))}
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
