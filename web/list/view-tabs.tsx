import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { fieldOf } from '../api/metadata.ts'
import { useSay } from '../i18n/language.ts'
import { confirm } from '../ui/confirm.tsx'
import { failed, toast } from '../ui/toast.tsx'
import { changeView, removeView, type View } from './use-views.ts'
import type { List } from './use-list.ts'
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
    if (own.shared === 'all' && !(await confirm({ title, why, yes: say('list.saveView') }))) return
    await changeView(own.id, query)
    list.change(clean)
    toast(say('list.viewSaved', { name: own.name }))
  }

  const tab = (id: string | undefined, name: string) => (
    <button
      key={id ?? 'all'}
      type="button"
      aria-current={search.view === id ? 'true' : undefined}
      onClick={() => show(id)}
    >
      {name}
    </button>
  )
  return (
    <div className="view-tabs" role="group" aria-label={say('list.views')}>
      {tab(undefined, say('list.all'))}
      {owned ? tab('mine', say('list.mine')) : null}
      {list.views.map(({ id, name }) => tab(id, name))}
      <button type="button" className="view-add" onClick={() => setNaming(true)}>
        <PlusOutlined /> {say('list.addView')}
      </button>
      <span className="view-space" />
      {view ? <ViewState object={object.name} view={view} /> : null}
      {list.changed ? (
        <>
          {view?.own && !view.locked ? (
            <Button size="small" onClick={() => void save(view).catch(failed)}>
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
      ) : view?.own && !view.locked ? (
        <Button
          size="small"
          type="text"
          onClick={() =>
            void removeView(view.id).then(() => {
              show(undefined)
              toast(say('list.viewDeleted', { name: view.name }))
            }, failed)
          }
        >
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
