import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { ApiError } from '../api/api-error.ts'
import type { ImportData } from '../api/imports.ts'
import type { ObjectMeta } from '../api/metadata.ts'
import { useObject } from '../api/use-metadata.ts'
import { useSay } from '../i18n/language.ts'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { useTitle } from '../ui/use-title.ts'
import { CheckStep } from './check-step.tsx'
import { DiscardButton } from './discard-button.tsx'
import { DuplicatesStep } from './duplicates-step.tsx'
import { isDiscardable } from './is-discardable.ts'
import { MappingStep } from './mapping-step.tsx'
import { RunStep } from './run-step.tsx'
import { StepLine } from './step-line.tsx'
import { type AskedStep, stepOf } from './step-of.ts'
import { type ImportWork, useImport, useImportWork } from './use-import.ts'
import './style/index.css'

const route = getRouteApi('/app/imports/$id')

/** One import, at the step it is at. Its address can be left and come back to at any time. */
export const ImportPage = () => {
  const { id } = route.useParams()
  const { data, error, refetch } = useImport(id)
  const object = useObject(data?.object ?? '')
  if (error && data === undefined)
    return (
      <div className="page">
        <ErrorPanel error={error} retry={() => void refetch()} />
      </div>
    )
  if (data === undefined)
    return (
      <div className="page">
        <Skeleton rows={10} />
      </div>
    )
  return object ? <Steps made={data} object={object} /> : <ErrorPanel error={new ApiError(404, {})} />
}

/** What each step is given. */
export interface StepProps {
  readonly made: ImportData
  readonly object: ObjectMeta
  readonly work: ImportWork
  go(step: AskedStep): void
}

const views = { map: MappingStep, duplicates: DuplicatesStep, check: CheckStep, run: RunStep }

const Steps = ({ made, object }: { made: ImportData; object: ObjectMeta }) => {
  const say = useSay()
  const navigate = route.useNavigate()
  const leave = useNavigate()
  const work = useImportWork(made.id)
  const step = stepOf(made, route.useSearch().step)
  useTitle(say('import.file', { name: made.name }))
  const View = views[step === 'upload' ? 'map' : step]
  return (
    <div className="page import-page">
      <p className="breadcrumb">
        <Link to="/o/$object" params={{ object: object.name }}>
          {object.plural}
        </Link>{' '}
        /{' '}
        <Link to="/o/$object/import" params={{ object: object.name }}>
          {say('import.action')}
        </Link>
      </p>
      <header className="page-head">
        <h1>{made.name}</h1>
        <span className="view-space" />
        {isDiscardable(made) ? (
          <DiscardButton
            made={made}
            onDiscard={() => void leave({ to: '/o/$object/import', params: { object: object.name } })}
          />
        ) : null}
      </header>
      <StepLine step={step} />
      <View made={made} object={object} work={work} go={(next) => void navigate({ search: { step: next } })} />
    </div>
  )
}
