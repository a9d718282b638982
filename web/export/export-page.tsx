import { getRouteApi } from '@tanstack/react-router'
import { useObject } from '../api/use-metadata.ts'
import { useSay } from '../i18n/language.ts'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { ObjectPath } from '../ui/object-path.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { useTitle } from '../ui/use-title.ts'
import { ExportProgress } from './export-progress.tsx'
import { useExport } from './use-export.ts'

const route = getRouteApi('/app/exports/$id')

/** Where the notice of a finished export leads: its file. */
export const ExportPage = () => {
  const say = useSay()
  const { data, error, refetch } = useExport(route.useParams().id)
  const object = useObject(data?.object ?? '')
  const title = object ? say('export.of', { object: object.plural }) : say('export.title')
  useTitle(title)
  return (
    <div className="page export-page">
      {object ? <ObjectPath object={object} /> : null}
      <header className="page-head">
        <h1>{title}</h1>
      </header>
      {error ? <ErrorPanel error={error} retry={() => void refetch()} /> : data === undefined ? <Skeleton /> : null}
      {data ? (
        <div className="panel">
          <ExportProgress made={data} total={null} onStop={() => void refetch()} />
        </div>
      ) : null}
    </div>
  )
}
