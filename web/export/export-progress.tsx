import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { exportFile, type ExportData, stopExport } from '../api/exports.ts'
import { count } from '../i18n/format-number.ts'
import { useSay } from '../i18n/language.ts'
import { fileSize } from '../ui/file-size.ts'
import { failed } from '../ui/overlay/toast.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import './export.css'

interface ExportProgressProps {
  readonly made: ExportData
  readonly total: number | null
  /** It was stopped, or was over when it should have been: there is something new to be seen. */
  readonly onStop: () => void
}

/** How far an export is and the way to stop it, and its file once it is there. */
export const ExportProgress = ({ made, total, onStop }: ExportProgressProps) => {
  const say = useSay()
  const { status, rows, size, format, problem, id } = made
  if (status === 'failed')
    return (
      <div className="export-progress" role="alert">
        <h2>⚠ {say('export.failed')}</h2>
        <p>{problem?.message}</p>
      </div>
    )
  if (status === 'cancelled')
    return (
      <div className="export-progress" role="status">
        <h2>{say('export.cancelled')}</h2>
        <p className="muted">{say('export.cancelledWhy')}</p>
      </div>
    )
  if (status === 'running')
    return (
      <div className="export-progress" role="status">
        <h2>{say('export.running')}</h2>
        <div className="export-bar">
          <ProgressBar label={say('export.running')} done={rows} total={rows === 0 ? null : total} />
          <Button onClick={() => void stopExport(id).catch(failed).finally(onStop)}>{say('export.stop')}</Button>
        </div>
        {total === null ? null : (
          <p className="muted">{say('export.soFar', { done: count(rows), total: count(total) })}</p>
        )}
        <p className="muted">{say('export.leave')}</p>
      </div>
    )
  return (
    <div className="export-progress" role="status">
      <h2 className="export-done">✓ {say('export.done', { count: count(rows) })}</h2>
      <Button type="primary" autoFocus icon={<DownloadOutlined />} href={exportFile(id)} download>
        {say('export.download')} · {format.toUpperCase()}
        {size === null ? '' : ` · ${fileSize(size)}`}
      </Button>
      <p className="muted">{say('export.kept')}</p>
    </div>
  )
}
