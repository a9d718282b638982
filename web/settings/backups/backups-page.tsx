import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { type Backup, backupFile, cancelBackup, getBackups, sendBackup, startBackup } from '../../api/backups.ts'
import { recordsKey, refreshObject } from '../../api/query-client.ts'
import { fullMoment } from '../../i18n/format-date.ts'
import { useSay } from '../../i18n/language.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { failed, toast } from '../../ui/overlay/toast.tsx'
import { BackupAway, isUnderWay } from './backup-away.tsx'
import { BackupState } from './backup-state.tsx'
import { ScheduleDialog } from './schedule-dialog.tsx'
import { SimpleTable } from '../simple-table.tsx'

const sizeText = (size: number | null) =>
  size === null ? '—' : size < 2 ** 20 ? `${Math.ceil(size / 1024)} KB` : `${(size / 2 ** 20).toFixed(1)} MB`

/** The backups of the installation: when, how large, whether they are proven, and what is to be done by itself. */
export const BackupsPage = () => {
  const say = useSay()
  const [editing, setEditing] = useState(false)
  const { data, error, refetch } = useQuery({
    queryKey: recordsKey('backup'),
    queryFn: getBackups,
    refetchInterval: ({ state: { data: seen } }) =>
      seen?.data.some((each) => each.state === 'running' || isUnderWay(each, seen.storage)) ? 1_000 : false,
  })
  const running = data?.data.some(({ state }) => state === 'running')
  const start = async () => {
    await startBackup()
    await refreshObject('backup')
    toast(say('backups.started'))
  }
  const cancel = async ({ id }: Backup) => {
    await cancelBackup(id)
    await refreshObject('backup')
  }
  const send = async ({ id }: Backup) => {
    await sendBackup(id)
    await refreshObject('backup')
  }
  const { on, at, keep } = data?.schedule ?? {}
  const plan = on
    ? say('backups.plan', {
        at: at!,
        daily: String(keep!.daily),
        weekly: String(keep!.weekly),
        monthly: String(keep!.monthly),
      })
    : say('backups.off')

  return (
    <>
      <header className="page-head">
        <h1>{say('settings.backups')}</h1>
        <Button disabled={!data} onClick={() => setEditing(true)}>
          {say('backups.schedule')}
        </Button>
        <Button type="primary" disabled={!data || running} onClick={() => void start().catch(failed)}>
          {say('backups.now')}
        </Button>
      </header>
      {error ? <ErrorPanel error={error} retry={() => void refetch()} /> : data === undefined ? <Skeleton /> : null}
      {data ? (
        <div className="panel backup-plan">
          <p>{plan}</p>
          <p className="muted">{say('backups.where', { folder: data.folder })}</p>
          <p className="muted">
            {data.storage ? say('backups.away', { storage: data.storage }) : say('backups.noAway')}
          </p>
          <p className="muted">{say('backups.key', { key: data.key })}</p>
        </div>
      ) : null}
      {data?.data.length === 0 ? <EmptyState title={say('backups.empty')} why={say('backups.emptyWhy')} /> : null}
      {data && data.data.length > 0 ? (
        <SimpleTable
          label={say('settings.backups')}
          rows={data.data}
          keyOf={({ id }) => id}
          columns={[
            { title: say('backups.at'), cell: (row) => <time dateTime={row.at}>{fullMoment(row.at)}</time> },
            { title: say('backups.kind'), cell: (row) => say(`backups.kind.${row.kind}`) },
            {
              title: say('backups.state'),
              cell: (row) => (
                <div className="backup-words">
                  <BackupState backup={row} />
                </div>
              ),
            },
            {
              title: say('backups.copy'),
              cell: (row) => (
                <div className="backup-words">
                  <BackupAway backup={row} storage={data.storage} send={() => void send(row).catch(failed)} />
                </div>
              ),
            },
            { title: say('backups.size'), align: 'end', cell: (row) => sizeText(row.size) },
            {
              title: '',
              align: 'end',
              cell: (row) =>
                row.state === 'running' ? (
                  <Button size="small" onClick={() => void cancel(row).catch(failed)}>
                    {say('common.cancel')}
                  </Button>
                ) : row.here ? (
                  <a href={backupFile(row.id)} download>
                    {say('backups.download')}
                  </a>
                ) : null,
            },
          ]}
        />
      ) : null}
      {editing && data ? <ScheduleDialog schedule={data.schedule} onClose={() => setEditing(false)} /> : null}
    </>
  )
}
