import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { type Change, getAudit, verifyAudit } from '../api/changes.ts'
import { queryClient, recordsKey } from '../api/query-client.ts'
import { undoChange } from '../api/records.ts'
import { useMetadata } from '../api/use-metadata.ts'
import { count } from '../i18n/format-number.ts'
import { fromLocalInput, fullMoment } from '../i18n/format-date.ts'
import { useSay } from '../i18n/language.ts'
import { viaText } from '../record/via-text.ts'
import { confirm } from '../ui/confirm.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { ReferenceInput } from '../ui/reference-input.tsx'
import { failed, toast } from '../ui/toast.tsx'
import { useClear } from '../ui/use-clear.tsx'
import { AuditedChange, AuditedRecord } from './audit-entry.tsx'
import { plainField } from './plain-field.ts'
import { SimpleTable } from './simple-table.tsx'

const route = getRouteApi('/app/settings/audit')

/** All writes of the workspace, and the proof that nobody changed them behind the system. */
export const AuditPage = () => {
  const say = useSay()
  const clear = useClear()
  const { objects } = useMetadata()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [seal, setSeal] = useState<Awaited<ReturnType<typeof verifyAudit>> | null>(null)
  const [verifying, setVerifying] = useState(false)
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: recordsKey('audit', search),
    queryFn: ({ pageParam }) =>
      getAudit({ object: search.object, actor: search.actor, ...daysOf(search), cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const rows = data?.pages.flatMap((page) => page.data)
  const ask = (part: Partial<typeof search>) => void navigate({ search: { ...search, ...part }, replace: true })
  const verify = async () => {
    setVerifying(true)
    try {
      setSeal(await verifyAudit())
    } catch (refused) {
      failed(refused)
    }
    setVerifying(false)
  }

  const undo = async (change: Change) => {
    if (!(await confirm({ title: say('history.undoConfirm'), yes: say('common.undo') }))) return
    const { undone, conflicts } = await undoChange(change.request)
    await queryClient.invalidateQueries()
    toast(conflicts.length > 0 ? say('common.undoneSome', { undone, kept: conflicts.length }) : say('common.undone'))
  }

  return (
    <>
      <header className="page-head">
        <h1>{say('settings.audit')}</h1>
        <Button loading={verifying} onClick={() => void verify()}>
          {say('audit.verify')}
        </Button>
      </header>
      {seal ? (
        <p className={seal.ok ? 'seal seal-intact' : 'seal seal-broken'} role="status">
          {seal.ok
            ? `✓ ${say('audit.intact', { entries: count(seal.entries) })}`
            : `⚠ ${say(sentenceOf(seal.fault?.kind), { seal: String(seal.fault?.seal ?? ''), entry: seal.fault?.entry ?? '—' })}`}
        </p>
      ) : null}
      <div className="audit-filter">
        <Labelled label={say('audit.object')} htmlFor="audit-object">
          <Select
            id="audit-object"
            allowClear={clear}
            placeholder={say('list.all')}
            value={search.object ?? null}
            options={objects.map(({ name, label }) => ({ value: name, label }))}
            onChange={(object) => ask({ object: object ?? undefined })}
          />
        </Labelled>
        <Labelled label={say('audit.actor')} htmlFor="audit-actor">
          <ReferenceInput
            id="audit-actor"
            field={plainField('actor', 'user', say('audit.actor'))}
            value={search.actor ?? null}
            onChange={(actor) => ask({ actor: typeof actor === 'string' ? actor : undefined })}
          />
        </Labelled>
        {(['from', 'to'] as const).map((end) => (
          <Labelled key={end} label={say(`audit.${end}`)} htmlFor={`audit-${end}`}>
            <Input
              id={`audit-${end}`}
              type="date"
              value={search[end] ?? ''}
              onChange={(event) => ask({ [end]: event.target.value || undefined })}
            />
          </Labelled>
        ))}
      </div>
      {error ? <ErrorPanel error={error} retry={() => void refetch()} /> : rows === undefined ? <Skeleton /> : null}
      {rows?.length === 0 ? <EmptyState title={say('audit.empty')} /> : null}
      {rows && rows.length > 0 ? (
        <SimpleTable
          label={say('settings.audit')}
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            { title: say('audit.at'), cell: ({ at }) => <time dateTime={at}>{fullMoment(at)}</time> },
            { title: say('audit.who'), cell: ({ actor }) => actor?.name ?? '—' },
            { title: say('audit.record'), cell: (change) => <AuditedRecord change={change} /> },
            { title: say('audit.what'), cell: (change) => <AuditedChange change={change} /> },
            { title: say('audit.via'), cell: ({ via }) => viaText(via, say) },
            {
              title: ' ',
              align: 'end',
              cell: (change) =>
                change.undoable ? (
                  <Button size="small" type="text" onClick={() => void undo(change).catch(failed)}>
                    {say('common.undo')}
                  </Button>
                ) : null,
            },
          ]}
        />
      ) : null}
      {hasNextPage ? (
        <Button block type="text" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {say('common.loadMore')}
        </Button>
      ) : null}
    </>
  )
}

const sentenceOf = (kind?: string) =>
  kind === 'cut' ? 'audit.cut' : kind === 'anchor' ? 'audit.anchor' : 'audit.broken'

/** Whole days in the workspace's zone; the last one is included. */
const daysOf = ({ from, to }: { from?: string | undefined; to?: string | undefined }) => ({
  from: from ? fromLocalInput(`${from}T00:00`) : undefined,
  to: to ? fromLocalInput(`${new Date(Date.parse(to) + 86_400_000).toISOString().slice(0, 10)}T00:00`) : undefined,
})
