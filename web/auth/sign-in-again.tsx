import { lazy, Suspense } from 'react'
import { signedInAgain, useSessionExpired } from '../api/session-expiry.ts'
import { useMe } from '../api/session.ts'
import { useSay } from '../i18n/language.ts'
import { Dialog } from '../ui/overlay/dialog.tsx'

const SignInForm = lazy(() => import('./sign-in-form.tsx').then((module) => ({ default: module.SignInForm })))

/** Lies over the page when the session has expired; what was typed stays beneath it, and the waiting calls go on. */
export const SignInAgain = () => {
  const say = useSay()
  const { user } = useMe()
  if (!useSessionExpired()) return null
  return (
    <Dialog title={say('sign.again')} width={400} insistent onClose={() => undefined}>
      <p className="muted">{say('sign.againWhy')}</p>
      <Suspense fallback={null}>
        <SignInForm email={user.email} onDone={signedInAgain} />
      </Suspense>
    </Dialog>
  )
}
