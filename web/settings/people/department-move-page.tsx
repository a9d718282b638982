import { getRouteApi, Link } from '@tanstack/react-router'
import { useSay } from '../../i18n/language.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { useDepartmentMove } from './department-move.ts'
import { MoveCourse } from './move-department-course.tsx'

const route = getRouteApi('/app/department-moves/$id')

/** Where the notice of a department that was moved leads: what became of it, and the way back. */
export const DepartmentMovePage = () => {
  const say = useSay()
  const { data: move, error, refetch } = useDepartmentMove(route.useParams().id)
  const title = move
    ? say('departments.moveOf', { from: move.from.name ?? '', to: move.to.name ?? '' })
    : say('departments.move')
  useTitle(title)
  return (
    <div className="page">
      <p className="breadcrumb">
        <Link to="/settings/departments">{say('settings.departments')}</Link>
      </p>
      <header className="page-head">
        <h1>{title}</h1>
      </header>
      {error ? <ErrorPanel error={error} retry={() => void refetch()} /> : move === undefined ? <Skeleton /> : null}
      {move ? (
        <div className="panel outcome" role="status">
          <MoveCourse move={move} />
        </div>
      ) : null}
    </div>
  )
}
