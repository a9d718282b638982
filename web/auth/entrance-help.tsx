import { lazy, Suspense, useEffect } from 'react'
import { closeHelp, openHelp, useHelpView } from '../help/help-view.ts'
import { useSay } from '../i18n/language.ts'

const HelpPanel = lazy(() => import('../help/help-panel.tsx').then((module) => ({ default: module.HelpPanel })))

/** Help for whoever is not in yet. */
export const EntranceHelp = () => {
  const say = useSay()
  const view = useHelpView()
  useEffect(() => closeHelp, [])
  return (
    <div className="entrance-help">
      <button type="button" className="link-button" onClick={() => openHelp()}>
        {say('help.title')}
      </button>
      <Suspense fallback={null}>{view ? <HelpPanel view={view} /> : null}</Suspense>
    </div>
  )
}
