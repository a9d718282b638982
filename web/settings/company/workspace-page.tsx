import { useQuery } from '@tanstack/react-query'
import { workspaceQuery } from '../../api/workspace.ts'
import { useSay } from '../../i18n/language.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { BrandColour } from './brand-colour.tsx'
import { BrandLogo } from './brand-logo.tsx'
import { CompanyQuietHours } from './company-quiet-hours.tsx'
import { DuplicatesForm } from './duplicates-form.tsx'
import { WorkspaceForm } from './workspace-form.tsx'
import './workspace.css'

/** The company's name, place and looks. */
export const WorkspacePage = () => {
  const say = useSay()
  const { data, error, refetch } = useQuery(workspaceQuery)
  return (
    <>
      <header className="page-head">
        <h1>{say('settings.workspace')}</h1>
      </header>
      {error ? <ErrorPanel error={error} retry={() => void refetch()} /> : null}
      {data === undefined && !error ? <Skeleton /> : null}
      {data ? (
        <>
          <WorkspaceForm settings={data} />
          <DuplicatesForm settings={data} />
          <CompanyQuietHours settings={data} />
          <section className="panel workspace-part" aria-labelledby="brand-title">
            <h2 id="brand-title">{say('workspace.look')}</h2>
            <BrandLogo settings={data} />
            <BrandColour settings={data} />
          </section>
        </>
      ) : null}
    </>
  )
}
