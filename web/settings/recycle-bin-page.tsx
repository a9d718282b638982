import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { refreshObject } from '../api/query-client.ts'
import { fieldPaths, recordTitle } from '../api/record-title.ts'
import { type RecordData, restoreRecord } from '../api/records.ts'
import { useMetadata } from '../api/use-metadata.ts'
import { momentText } from '../i18n/format-date.ts'
import { useSay } from '../i18n/language.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { referenceText } from '../ui/reference-text.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { failed, toast } from '../ui/overlay/toast.tsx'
import { SimpleTable } from './simple-table.tsx'
import { mostShown, useAllRecords } from './use-all-records.ts'

const route = getRouteApi('/app/settings/recycle-bin')

/** Deleted records, object by object, until they are brought back. */
export const RecycleBinPage = () => {
  const say = useSay()
  const metadata = useMetadata()
  const { object: asked } = route.useSearch()
  const shown = metadata.objects.filter(({ inNavigation, rights }) => inNavigation && rights.delete)
  const object = shown.find(({ name }) => name === asked) ?? shown[0]
  const { data, error, refetch } = useAllRecords(object?.name ?? '', {
    deleted: true,
    sort: '-updatedAt',
    ...(object ? { fields: fieldPaths(object, ['updatedAt', 'updatedBy'], metadata) } : {}),
  })
  if (object === undefined) return <EmptyState title={say('bin.empty')} />
  const restore = async (row: RecordData) => {
    await restoreRecord(object.name, row.id)
    await refreshObject(object.name)
    toast(say('bin.restored', { title: recordTitle(object, row) }))
  }
  return (
    <>
      <header className="page-head">
        <h1>{say('settings.recycleBin')}</h1>
      </header>
      <div className="view-tabs" role="group" aria-label={say('rights.object')}>
        {shown.map((one) => (
          <Link
            key={one.name}
            to="/settings/recycle-bin"
            search={{ object: one.name }}
            aria-current={one === object ? 'true' : undefined}
          >
            {one.plural}
          </Link>
        ))}
      </div>
      {error ? <ErrorPanel error={error} retry={() => void refetch()} /> : data === undefined ? <Skeleton /> : null}
      {data?.length === 0 ? (
        <EmptyState title={say('bin.empty')} why={say('bin.emptyWhy', { object: object.plural })} />
      ) : null}
      {data && data.length > 0 ? (
        <SimpleTable
          label={object.plural}
          rows={data}
          keyOf={({ id }) => id}
          columns={[
            { title: object.label, cell: (row) => recordTitle(object, row) },
            {
              title: say('bin.deletedAt'),
              cell: (row) => (typeof row['updatedAt'] === 'string' ? momentText(row['updatedAt']) : '—'),
            },
            { title: say('bin.deletedBy'), cell: (row) => referenceText(row['updatedBy']) || '—' },
            {
              title: '',
              align: 'end',
              cell: (row) => (
                <Button size="small" onClick={() => void restore(row).catch(failed)}>
                  {say('bin.restore')}
                </Button>
              ),
            },
          ]}
        />
      ) : null}
      {data?.length === mostShown ? <p className="muted">{say('bin.most', { count: mostShown })}</p> : null}
    </>
  )
}
