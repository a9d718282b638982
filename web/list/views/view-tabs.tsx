import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { fieldOf } from '../../api/metadata.ts'
import { useMe } from '../../api/session.ts'
import { useSay } from '../../i18n/language.ts'
import { usePageCommands } from '../../shell/page-commands.ts'
import { confirm } from '../../ui/overlay/confirm.tsx'
import { failed, toast } from '../../ui/overlay/toast.tsx'
import { changeView, removeView, type View } from './use-views.ts'
import type { List } from '../use-list.ts'
import { ViewState } from './view-state.tsx'

const ViewDialog = lazy(() => import('./view-dialog.tsx').then((module) => ({ default: module.ViewDialog })))

/** 全部, 我负责的 and the saved views. A view is never changed by looking at it: one saves it, or saves another. */
export const ViewTabs = ({ list }: { list: List }) => {
  const say = useSay()
  const [naming, setNaming] = useState(false)
  const { view, search, object } = list
  const clean = {
    filter: undefined,
    sort: undefined,
    cols: undefined,
    layout: undefined,
    q: undefined,
    peek: undefined,
  }
  const show = (id: string | undefined) => list.change({ ...clean, view: id }, false)
  const owned = fieldOf(object, 'owner') !== undefined
  const now = { filter: list.filter, sort: list.sort, cols: search.cols ?? view?.query.cols, layout: list.layout }
  const query = Object.fromEntries(Object.entries(now).filter(([, value]) => value !== undefined))

  const save = async (own: View) => {
    const why = say('list.saveSharedWhy')
    // What colleagues use as well is not changed by a click too many.
    const title = say('list.saveShared', { name: own.name })
    if (own.shared !== 'me' && !(await confirm({ title, why, yes: say('list.saveView') }))) return
    await changeView(own.id, query)
    list.change(clean)
    toast(say('list.viewSaved', { name: own.name }))
  }

  // Where the role begins with another view, all of them has an address of its own.
  const { defaultViews } = useMe()
  const address = (id: string) => (id === (defaultViews[object.name] ?? 'all') ? undefined : id)
  const remove = (own: View) =>
    void removeView(own.id).then(() => {
      show(undefined)
      toast(say('list.viewDeleted', { name: own.name }))
    }, failed)
  const builtIn = [{ id: 'all', name: say('list.all') }, ...(owned ? [{ id: 'mine', name: say('list.mine') }] : [])]
  const changeable = view?.own && !view.locked ? view : undefined
  usePageCommands([
    ...[...builtIn, ...list.views]
      .filter(({ id }) => id !== list.chosen)
      .map(({ id, name }) => ({
        key: `view ${id}`,
        label: `${say('list.views')} · ${name}`,
        run: () => show(address(id)),
      })),
    { key: 'view new', label: say('list.saveAsView'), run: () => setNaming(true) },
    ...(list.changed ? [{ key: 'view reset', label: say('list.resetView'), run: () => list.change(clean) }] : []),
    ...(list.changed && changeable
      ? [{ key: 'view save', label: say('list.saveView'), run: () => void save(changeable).catch(failed) }]
      : []),
    ...(!list.changed && changeable
      ? [{ key: 'view delete', label: say('list.deleteView'), run: () => remove(changeable) }]
      : []),
  ])
  const tab = (id: string, name: string) => (
    <button
      key={id}
      type="button"
      aria-current={list.chosen === id ? 'true' : undefined}
      onClick={() => show(address(id))}
    >
      {name}
    </button>
  )
  return (
    <div className="view-tabs" role="group" aria-label={say('list.views')}>
      {builtIn.map(({ id, name }) => tab(id, name))}
      {list.views.map(({ id, name }) => tab(id, name))}
      <button type="button" className="view-add" onClick={() => setNaming(true)}>
        <PlusOutlined /> {say('list.addView')}
      </button>
      <span className="view-space" />
      {view ? <ViewState object={object.name} view={view} views={list.views} /> : null}
      {list.changed ? (
        <>
          {changeable ? (
            <Button size="small" onClick={() => void save(changeable).catch(failed)}>
              {say('list.saveView')}
            </Button>
          ) : null}
          <Button size="small" onClick={() => setNaming(true)}>
            {say('list.saveAsView')}
          </Button>
          <Button size="small" type="text" onClick={() => list.change(clean)}>
            {say('list.resetView')}
          </Button>
        </>
      ) : changeable ? (
        <Button size="small" type="text" onClick={() => remove(changeable)}>
          {say('list.deleteView')}
        </Button>
      ) : null}
      <Suspense fallback={null}>
        {naming ? (
          <ViewDialog object={object.name} query={query} onClose={() => setNaming(false)} onSaved={show} />
        ) : null}
      </Suspense>
    </div>
  )
}
