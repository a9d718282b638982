import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router'
import { ApiError } from '../api/api-error.ts'
import { useSay } from '../i18n/language.ts'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { OfflinePage } from './offline-page.tsx'
import { VersionBanner } from './version-banner.tsx'

export const PageSkeleton = () => (
  <div className="page">
    <Skeleton rows={12} />
  </div>
)

/** Only for a page that cannot be shown at all; everything less stays where it happened. */
export const PageCrash = ({ error, reset }: ErrorComponentProps) => {
  const router = useRouter()
  const retry = () => {
    reset()
    void router.invalidate()
  }
  return error instanceof ApiError && error.status === 0 ? (
    <OfflinePage retry={retry} />
  ) : (
    <main className="page">
      <VersionBanner />
      <ErrorPanel error={error} retry={retry} />
    </main>
  )
}

/** An address that leads nowhere. It stands inside the shell, from where one finds on. */
export const PageUnknown = () => {
  const say = useSay()
  return (
    <div className="page">
      <div className="error-panel" role="alert">
        <p className="error-what">{say('error.noPage')}</p>
        <p className="error-why">{say('error.noPageWhy')}</p>
        <p className="error-foot">
          <Link to="/">{say('error.noPageDo')}</Link>
        </p>
      </div>
    </div>
  )
}
