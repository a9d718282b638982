import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { queryClient } from '../../api/query-client.ts'
import { request } from '../../api/request.ts'
import { useMetadata } from '../../api/use-metadata.ts'
import { count } from '../../i18n/format-number.ts'
import { useSay } from '../../i18n/language.ts'
import { confirm } from '../../ui/overlay/confirm.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { failed } from '../../ui/overlay/toast.tsx'

interface Removed {
  readonly removed: Readonly<Record<string, number>>
  readonly kept: Readonly<Record<string, number>>
  readonly logins: number
}
interface SampleData {
  readonly records: Readonly<Record<string, number>>
  readonly loaded: boolean
  readonly job: {
    readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
    readonly progress: { readonly done: number; readonly total: number } | null
    readonly result: Removed | { readonly steps: number } | null
  } | null
}

const route = getRouteApi('/app/settings/sample-data')
const pace = 700
const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((all, n) => all + n, 0)
const isBusy = (data: SampleData | undefined) => data?.job?.state === 'waiting' || data?.job?.state === 'running'

/** The invented company one can look around in: loaded and taken away again with one click. */
export const SampleDataPage = () => {
  const say = useSay()
  const { job } = route.useSearch()
  const navigate = route.useNavigate()
  const [asking, setAsking] = useState(false)
  const { data, error, refetch } = useQuery({
    queryKey: ['sampleData', job],
    queryFn: async ({ signal }) => {
      const now = await request<SampleData>('/sample-data', { query: { job }, signal })
      // Everything else on the screen may be another now.
      if (job && !isBusy(now))
        void queryClient.invalidateQueries({ predicate: ({ queryKey: [kind] }) => kind === 'records' })
      return now
    },
    refetchInterval: ({ state }) => (isBusy(state.data) ? pace : false),
    staleTime: 0,
  })
  const start = async (what: 'load' | 'remove') => {
    setAsking(true)
    try {
      const { job: id } = await request<{ job: string }>(`/sample-data/${what}`, { method: 'POST' })
      await navigate({ search: { job: id }, replace: true })
    } catch (refused) {
      failed(refused)
    }
    setAsking(false)
  }
  const remove = async () => {
    const why = say('sample.removeWhy', { count: count(sum(data?.records ?? {})) })
    if (await confirm({ title: say('sample.removeAsk'), why, yes: say('sample.remove'), danger: true }))
      await start('remove')
  }
  return (
    <>
      <header className="page-head">
        <h1>{say('settings.sampleData')}</h1>
      </header>
      {error ? <ErrorPanel error={error} retry={() => void refetch()} /> : data === undefined ? <Skeleton /> : null}
      {data && isBusy(data) ? <AtWork job={job ?? ''} data={data} /> : null}
      {data && !isBusy(data) ? (
        <>
          <Ended data={data} />
          {sum(data.records) > 0 ? (
            <There records={data.records} busy={asking} onRemove={() => void remove()} />
          ) : (
            <EmptyState title={say('sample.none')} why={say('sample.noneWhy')}>
              <Button type="primary" loading={asking} onClick={() => void start('load')}>
                {say('sample.load')}
              </Button>
            </EmptyState>
          )}
        </>
      ) : null}
    </>
  )
}

const AtWork = ({ job, data }: { job: string; data: SampleData }) => {
  const say = useSay()
  const label = say(job.startsWith('sample.load') ? 'sample.loading' : 'sample.removing')
  const { done, total } = data.job?.progress ?? { done: 0, total: null }
  return (
    <section className="sample-data panel" role="status">
      <h2>{label}</h2>
      <ProgressBar label={label} done={done} total={total} />
    </section>
  )
}

/** What came of what was asked for last. */
const Ended = ({ data: { job } }: { data: SampleData }) => {
  const say = useSay()
  if (job === null) return null
  if (job.state !== 'done') return <p className="seal seal-broken">⚠ {say('sample.failed')}</p>
  const { result } = job
  if (result === null || !('removed' in result))
    return (
      <p className="seal seal-intact" role="status">
        ✓ {say('sample.loaded')}{' '}
        <Link to="/o/$object" params={{ object: 'customer' }}>
          {say('sample.see')}
        </Link>
      </p>
    )
  const holes = {
    removed: count(sum(result.removed)),
    kept: count(sum(result.kept)),
    logins: count(result.logins),
  }
  return (
    <p className="seal seal-intact" role="status">
      ✓ {say('sample.removed')} · {say('sample.removedCounts', holes)}
    </p>
  )
}

const There = ({
  records,
  busy,
  onRemove,
}: {
  records: SampleData['records']
  busy: boolean
  onRemove: () => void
}) => {
  const say = useSay()
  const { objects } = useMetadata()
  const label = (name: string) => objects.find((object) => object.name === name)?.plural ?? name
  return (
    <section className="sample-data panel">
      <h2>{say('sample.there')}</h2>
      <p className="muted">{say('sample.thereWhy')}</p>
      <ul>
        {Object.entries(records).map(([name, n]) => (
          <li key={name}>{say('sample.count', { object: label(name), count: count(n) })}</li>
        ))}
      </ul>
      <Button danger loading={busy} onClick={onRemove}>
        {say('sample.remove')}
      </Button>
    </section>
  )
}
