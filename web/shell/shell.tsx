import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { SignInAgain } from '../auth/sign-in-again.tsx'
import { useSay } from '../i18n/language.ts'
import { PageSkeleton } from './page-states.tsx'
import { BottomTabs } from './bottom-tabs.tsx'
import { Navigation } from './navigation.tsx'
import { OfflineBanner } from './offline-banner.tsx'
import { useShortcuts } from './shortcuts.ts'
import { TopBar } from './top-bar.tsx'
import './shell.css'

const Palette = lazy(() => import('./palette.tsx').then((module) => ({ default: module.Palette })))
const ShortcutsSheet = lazy(() =>
  import('./shortcuts-sheet.tsx').then((module) => ({ default: module.ShortcutsSheet })),
)

const remembered = 'zhike.navigation'

/** Everything around the page: navigation, top bar, palette, shortcuts. */
export const Shell = () => {
  const say = useSay()
  const [narrow, setNarrow] = useState(() => localStorage.getItem(remembered) === 'narrow')
  const [layer, setLayer] = useState<'palette' | 'keys' | null>(null)
  const toggle = () => {
    localStorage.setItem(remembered, narrow ? 'wide' : 'narrow')
    setNarrow(!narrow)
  }
  const close = () => setLayer(null)
  useShortcuts({ onPalette: () => setLayer('palette'), onSheet: () => setLayer('keys') })

  return (
    <div className="shell" data-narrow={narrow}>
      <a className="skip-link" href="#content">
        {say('app.skip')}
      </a>
      <TopBar onSearch={() => setLayer('palette')} onHelp={() => setLayer('keys')} />
      <Navigation narrow={narrow} onToggle={toggle} />
      <main id="content" className="content" tabIndex={-1}>
        <OfflineBanner />
        <Suspense fallback={<PageSkeleton />}>
          <Outlet />
        </Suspense>
      </main>
      <BottomTabs />
      <Suspense fallback={null}>
        {layer === 'palette' ? <Palette onClose={close} /> : null}
        {layer === 'keys' ? <ShortcutsSheet onClose={close} /> : null}
      </Suspense>
      <SignInAgain />
    </div>
  )
}
