import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { type ExportFormat, startExport } from '../api/exports.ts'
import { isShown } from '../api/metadata.ts'
import { recordsKey } from '../api/query-client.ts'
import { aggregate } from '../api/records.ts'
import { count } from '../i18n/format-number.ts'
import { useSay } from '../i18n/language.ts'
import type { List } from '../list/use-list.ts'
import { Dialog } from '../ui/overlay/dialog.tsx'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { ExportProgress } from './export-progress.tsx'
import { useExport } from './use-export.ts'
import './export.css'

const formats: readonly ExportFormat[] = ['xlsx', 'csv']
/** A cell of a spreadsheet cannot hold these. */
const unsaid = new Set(['file', 'json'])

/** Takes the list as it stands out as a file: which columns, which format, how many rows, and then the file. */
export const ExportDialog = ({ list, onClose }: { list: List; onClose: () => void }) => {
  const say = useSay()
  const { object, filter, sort, q } = list
  const [format, setFormat] = useState<ExportFormat>('xlsx')
  const [which, setWhich] = useState<'view' | 'all'>('view')
  const [id, setId] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const made = useExport(id)
  const columns = {
    view: list.columns.map(({ field }) => field).filter(({ kind }) => !unsaid.has(kind)),
    all: object.fields.filter((field) => isShown(field) && !unsaid.has(field.kind)),
  }
  const asked = { ...(filter ? { filter } : {}), ...(q ? { q } : {}) }
  const rows = useQuery({
    queryKey: recordsKey(object.name, 'rows', filter, q),
    queryFn: ({ signal }) => aggregate(object.name, { measure: 'count', ...asked }, signal),
  })
  const counted = (rows.data?.totals ?? rows.data?.data[0])?.['count']
  const total = rows.data === undefined ? null : Number(counted ?? 0)

  const start = async () => {
    setBusy(true)
    setError(null)
    try {
      const query = { ...asked, ...(sort ? { sort } : {}), columns: columns[which].map(({ name }) => name) }
      setId((await startExport(object.name, format, query)).id)
    } catch (refused) {
      setError(refused)
    }
    setBusy(false)
  }
  return (
    <Dialog
      title={say('export.of', { object: object.plural })}
      width={460}
      onClose={onClose}
      footer={
        id ? (
          <Button onClick={onClose}>{say('common.close')}</Button>
        ) : (
          <>
            <Button onClick={onClose}>{say('common.cancel')}</Button>
            <Button type="primary" loading={busy} disabled={total === 0} onClick={() => void start()}>
              {total === null ? say('export.action') : say('export.start', { count: count(total) })}
            </Button>
          </>
        )
      }
    >
      {id ? (
        made.data ? (
          <ExportProgress made={made.data} total={total} onStop={() => void made.refetch()} />
        ) : made.error ? (
          <ErrorPanel error={made.error} retry={() => void made.refetch()} />
        ) : (
          <Skeleton rows={3} />
        )
      ) : (
        <>
          <p className="export-rows">
            {total === null ? say('export.counting') : say('export.rows', { count: count(total) })}
          </p>
          <fieldset className="export-choice">
            <legend>{say('export.format')}</legend>
            {formats.map((one) => (
              <label key={one}>
                <input type="radio" name="format" checked={format === one} onChange={() => setFormat(one)} />
                {say(`export.format.${one}`)}
              </label>
            ))}
          </fieldset>
          <fieldset className="export-choice">
            <legend>{say('export.columns')}</legend>
            {(['view', 'all'] as const).map((one) => (
              <label key={one}>
                <input type="radio" name="columns" checked={which === one} onChange={() => setWhich(one)} />
                {say(`export.columns.${one}`, { count: columns[one].length })}
              </label>
            ))}
          </fieldset>
          <p className="help">{say('export.rights')}</p>
          {error ? <ErrorPanel error={error} /> : null}
        </>
      )}
    </Dialog>
  )
}
