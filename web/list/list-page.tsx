import { PlusOutlined } from '@ant-design/icons'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense } from 'react'
import { ApiError } from '../api/api-error.ts'
import { useObject } from '../api/use-metadata.ts'
import { useSay } from '../i18n/language.ts'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { useTitle } from '../ui/use-title.ts'
import { ListToolbar } from './list-toolbar.tsx'
import { Table } from './table.tsx'
import { TransferButtons } from './transfer-buttons.tsx'
import { useList } from './use-list.ts'
import { ViewTabs } from './views/view-tabs.tsx'
import type { ObjectMeta } from '../api/metadata.ts'
import './list.css'

const Board = lazy(() => import('../board/board.tsx').then((module) => ({ default: module.Board })))
const Peek = lazy(() => import('../record/peek.tsx').then((module) => ({ default: module.Peek })))
const route = getRouteApi('/app/o/$object')

export const ListPage = () => {
  const { object: name } = route.useParams()
  const object = useObject(name)
  return object ? <ObjectList key={name} object={object} /> : <ErrorPanel error={new ApiError(404, {})} />
}

/** The list of any object, drawn from its metadata. */
const ObjectList = ({ object }: { object: ObjectMeta }) => {
  const say = useSay()
  const list = useList(object, route.useSearch())
  useTitle(object.plural)
  return (
    <div className="list-layout">
      <div className="list-page">
        <header className="page-head">
          <h1>{object.plural}</h1>
          <TransferButtons list={list} />
          {object.rights.create ? (
            <Link
              to="/o/$object/new"
              params={{ object: object.name }}
              search={{ preset: undefined, back: undefined }}
              className="button-link"
            >
              <Button type="primary" icon={<PlusOutlined />} tabIndex={-1}>
                {say('list.new', { object: object.label })}
              </Button>
            </Link>
          ) : null}
        </header>
        <ViewTabs list={list} />
        <ListToolbar list={list} />
        {list.waiting ? (
          <Skeleton rows={14} />
        ) : list.layout === 'board' ? (
          <Suspense fallback={<Skeleton />}>
            <Board list={list} />
          </Suspense>
        ) : (
          <Table list={list} />
        )}
      </div>
      {list.search.peek ? (
        <Suspense fallback={null}>
          <Peek object={object} id={list.search.peek} onClose={() => list.change({ peek: undefined })} />
        </Suspense>
      ) : null}
    </div>
  )
}
