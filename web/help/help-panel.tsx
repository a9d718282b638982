import { ArrowLeftOutlined } from '@ant-design/icons'
import { Suspense, useEffect, useRef } from 'react'
import { useSay } from '../i18n/language.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { Diagnostics } from './diagnostics-view.tsx'
import { GuideChapter } from './guide-chapter.tsx'
import { closeHelp, type HelpView, openHelp } from './help-view.ts'
import { PageHelp } from './page-help.tsx'
import { ReleaseNotes } from './release-notes.tsx'
import './help.css'

/** Help beside the page: it follows where one goes, and one works on while it is open. */
export const HelpPanel = ({ view, onKeys }: { view: HelpView; onKeys?: () => void }) => {
  const say = useSay()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const before = document.activeElement
    heading.current?.focus()
    return () => {
      // Whoever is at work on the page meanwhile is not taken away from it.
      const lost = document.activeElement === null || document.activeElement === document.body
      if (lost && before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <aside
      className="help-panel"
      aria-label={say('help.title')}
      onKeyDown={(event) => event.key === 'Escape' && closeHelp()}
    >
      <header className="help-head">
        {view === 'page' ? null : (
          <button type="button" className="icon-button" aria-label={say('help.back')} onClick={() => openHelp()}>
            <ArrowLeftOutlined />
          </button>
        )}
        <h2 ref={heading} tabIndex={-1}>
          {say(view === 'news' ? 'help.news' : view === 'diagnostics' ? 'help.diagnostics' : 'help.title')}
        </h2>
        <button type="button" className="icon-button" aria-label={say('common.close')} onClick={closeHelp}>
          ×
        </button>
      </header>
      {/* A long chapter is scrolled by keyboard as well. */}
      <div className="help-body" tabIndex={0} role="group" aria-label={say('help.title')}>
        <Suspense fallback={<Skeleton />}>
          {view === 'page' ? (
            <PageHelp {...(onKeys ? { onKeys } : {})} />
          ) : view === 'news' ? (
            <ReleaseNotes />
          ) : view === 'diagnostics' ? (
            <Diagnostics />
          ) : (
            <GuideChapter key={view.chapter} name={view.chapter} />
          )}
        </Suspense>
      </div>
    </aside>
  )
}
