import { useQueryClient } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { lastRequests } from '../api/last-requests.ts'
import { meQuery } from '../api/session.ts'
import { useLanguage, useSay } from '../i18n/language.ts'
import { useAppearance } from '../ui/theme/appearance.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { diagnosticText } from './diagnostics.ts'

/** What is copied is shown: nobody sends what she has not seen. */
export const Diagnostics = () => {
  const say = useSay()
  const language = useLanguage()
  const { pathname } = useLocation()
  const [at] = useState(() => new Date())
  const { theme, density } = useAppearance()
  const me = useQueryClient().getQueryData(meQuery.queryKey)
  const text = diagnosticText({
    at,
    path: pathname,
    browser: navigator.userAgent,
    screen: `${innerWidth}×${innerHeight} @${devicePixelRatio}`,
    language,
    look: `${theme}, ${density}`,
    online: navigator.onLine,
    kept: Boolean(navigator.serviceWorker?.controller),
    roles: me?.user.roles.map(({ name }) => name) ?? [],
    requests: lastRequests(),
  })
  return (
    <>
      <p>{say('help.diagnosticsWhy')}</p>
      <p>
        <CopyButton text={text} label={say('help.copy')} />
      </p>
      <pre className="help-facts">{text}</pre>
    </>
  )
}
