import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ApiError } from '../api/api-error.ts'
import { pastImports } from '../api/imports.ts'
import type { ObjectMeta } from '../api/metadata.ts'
import { useObject } from '../api/use-metadata.ts'
import { useSay } from '../i18n/language.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { ObjectPath } from '../ui/object-path.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { useTitle } from '../ui/use-title.ts'
import { DropZone } from './drop-zone.tsx'
import { PastImports } from './past-imports.tsx'
import { StepLine } from './step-line.tsx'
import { isAtWork } from './use-import.ts'
import './style/index.css'

const route = getRouteApi('/app/o/$object/import')

export const ImportStartPage = () => {
  const object = useObject(route.useParams().object)
  if (object === undefined) return <ErrorPanel error={new ApiError(404, {})} />
  return object.rights.import ? <Start object={object} /> : <ErrorPanel error={new ApiError(403, {})} />
}

/** Where a file comes in, with what came in before it. */
const Start = ({ object }: { object: ObjectMeta }) => {
  const say = useSay()
  useTitle(say('import.of', { object: object.plural }))
  const { data, error, refetch } = useQuery({
    queryKey: ['imports', object.name],
    queryFn: ({ signal }) => pastImports(object.name, signal),
    refetchInterval: ({ state }) => (state.data?.some(isAtWork) ? 2_000 : false),
    staleTime: 0,
  })
  return (
    <div className="page import-page">
      <ObjectPath object={object} />
      <header className="page-head">
        <h1>{say('import.of', { object: object.plural })}</h1>
      </header>
      <StepLine step="upload" />
      <DropZone object={object} />
      <section className="import-section" aria-labelledby="import-past">
        <h2 id="import-past">{say('import.past')}</h2>
        {error ? <ErrorPanel error={error} retry={() => void refetch()} /> : null}
        {data === undefined && !error ? <Skeleton rows={3} /> : null}
        {data?.length === 0 ? (
          <EmptyState title={say('import.pastNone', { object: object.plural })} why={say('import.pastNoneWhy')} />
        ) : null}
        {data && data.length > 0 ? <PastImports imports={data} /> : null}
      </section>
    </div>
  )
}
