import { useSay } from '../i18n/language.ts'
import { openHelp } from './help-view.ts'
import { usePageHelp } from './use-page-help.ts'

/** What one does on the page that is open, what people ask there, and where there is more. */
export const PageHelp = ({ onKeys }: { onKeys?: () => void }) => {
  const say = useSay()
  const { title, what, asks, chapter } = usePageHelp()
  const more = [
    { key: 'chapter', label: say('help.chapter'), run: () => openHelp({ chapter }) },
    { key: 'guide', label: say('help.guide'), run: () => openHelp({ chapter: 'README' }) },
    ...(onKeys ? [{ key: 'keys', label: say('help.keys'), run: onKeys }] : []),
    { key: 'news', label: say('help.news'), run: () => openHelp('news') },
    { key: 'diagnostics', label: say('help.diagnostics'), run: () => openHelp('diagnostics') },
  ]
  return (
    <>
      <h3>{title}</h3>
      <p>{what}</p>
      <h4>{say('help.asks')}</h4>
      {asks.map(([question, answer], at) => (
        <details key={question} open={at === 0}>
          <summary>{question}</summary>
          <p>{answer}</p>
        </details>
      ))}
      <h4>{say('help.more')}</h4>
      <ul className="help-more">
        {more.map(({ key, label, run }) => (
          <li key={key}>
            <button type="button" className="link-button" onClick={run}>
              {label}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
