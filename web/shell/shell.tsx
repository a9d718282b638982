import { Outlet } from '@tanstack/react-router'
import { lazy, type MouseEvent, Suspense, useEffect, useState } from 'react'
import { SignInAgain } from '../auth/sign-in-again.tsx'
import { closeHelp, toggleHelp, useHelpView } from '../help/help-view.ts'
import { useSay } from '../i18n/language.ts'
import { useLive } from '../live/use-live.ts'
import { PageSkeleton } from './page-states.tsx'
import { BottomTabs } from './bottom-tabs.tsx'
import { Navigation } from './navigation.tsx'
import { OfflineBanner } from './offline-banner.tsx'
import { Palette } from './palette.tsx'
import { useShortcuts } from './shortcuts.ts'
import { TopBar } from './top-bar.tsx'
import { VersionBanner } from './version-banner.tsx'
import './style/index.css'

const ShortcutsSheet = lazy(() =>
  import('./shortcuts-sheet.tsx').then((module) => ({ default: module.ShortcutsSheet })),
)

const HelpPanel = lazy(() => import('../help/help-panel.tsx').then((module) => ({ default: module.HelpPanel })))

const remembered = 'zhike.navigation'

/** The address stays as it is: a place on the page in it would be a navigation to the router. */
const toContent = (event: MouseEvent) => {
  event.preventDefault()
  document.getElementById('content')?.focus()
}

/** Everything around the page. Whoever presses Ctrl+K types on at once, so the palette comes with the shell. */
export const Shell = () => {
  const say = useSay()
  const [narrow, setNarrow] = useState(() => localStorage.getItem(remembered) === 'narrow')
  const [layer, setLayer] = useState<'palette' | 'keys' | null>(null)
  const toggle = () => {
    localStorage.setItem(remembered, narrow ? 'wide' : 'narrow')
    setNarrow(!narrow)
  }
  const close = () => setLayer(null)
  const help = useHelpView()
  useEffect(() => closeHelp, [])
  useLive()
  const showKeys = () => setLayer('keys')
  useShortcuts({ onPalette: () => setLayer('palette'), onSheet: showKeys, onHelp: toggleHelp })

  return (
    <div className="shell" data-narrow={narrow} data-help={help !== null}>
      <a className="skip-link" href="#content" onClick={toContent}>
        {say('app.skip')}
      </a>
      <TopBar onSearch={() => setLayer('palette')} onHelp={toggleHelp} />
      <Navigation narrow={narrow} onToggle={toggle} />
      <main id="content" className="content" tabIndex={-1}>
        <VersionBanner />
        <OfflineBanner />
        <Suspense fallback={<PageSkeleton />}>
          <Outlet />
        </Suspense>
      </main>
      <Suspense fallback={null}>{help ? <HelpPanel view={help} onKeys={showKeys} /> : null}</Suspense>
      <BottomTabs />
      {layer === 'palette' ? <Palette onClose={close} onKeys={showKeys} /> : null}
      <Suspense fallback={null}>{layer === 'keys' ? <ShortcutsSheet onClose={close} /> : null}</Suspense>
      <SignInAgain />
    </div>
  )
}
