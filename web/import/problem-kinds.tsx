import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { failedFile, type ImportData } from '../api/imports.ts'
import { count } from '../i18n/format-number.ts'
import { useSay } from '../i18n/language.ts'
import type { ImportWork } from './use-import.ts'

/** Problems put together by kind: often one decision mends them all. */
export const ProblemKinds = ({ made, work }: { made: ImportData; work: ImportWork }) => {
  const say = useSay()
  const acceptShort = async () => {
    if (await work.change({ acceptShortRows: true })) await work.step('check')
  }
  return (
    <section className="import-section" aria-labelledby="problem-kinds">
      <header className="import-section-head">
        <h2 id="problem-kinds">{say('import.kinds')}</h2>
        <Button size="small" icon={<DownloadOutlined />} href={failedFile(made.id)} download>
          {say('import.download', { count: count(made.counts?.failed ?? 0) })}
        </Button>
      </header>
      <p className="help">{say('import.failedNote')}</p>
      <ul className="problem-kinds panel">
        {made.summary?.problems.map(({ column, code, count: rows, example }) => (
          <li key={`${column} ${code}`}>
            <span>
              {column ? <strong>{column}</strong> : null} {example}
            </span>
            <span className="muted">{say('import.kindCount', { count: count(rows) })}</span>
            {code === 'import.raggedRow' && !made.acceptShortRows ? (
              <Button size="small" disabled={work.busy} onClick={() => void acceptShort()}>
                {say('import.shortRows')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
