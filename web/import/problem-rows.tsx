import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { decideAll, type ImportData, policies, type Policy, problemRows } from '../api/imports.ts'
import type { ObjectMeta } from '../api/metadata.ts'
import { useSay } from '../i18n/language.ts'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { failed } from '../ui/overlay/toast.tsx'
import { AskedRow } from './asked-row.tsx'
import { ProblemRow } from './problem-row.tsx'

/** Row by row what is wrong, mended on the spot; and those that wait for a decision. */
export const ProblemRows = ({
  made,
  object,
  onMended,
  closed,
}: {
  made: ImportData
  object: ObjectMeta
  onMended?: () => void
  /** The rows are through: they can be looked at, not mended. */
  closed?: boolean
}) => {
  const say = useSay()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['import', made.id, 'rows', made.counts],
    queryFn: ({ pageParam, signal }) => problemRows(made.id, pageParam, signal),
    initialPageParam: 0,
    getNextPageParam: (page) => (typeof page.next === 'number' ? page.next : undefined),
    staleTime: 0,
  })
  if (error) return <ErrorPanel error={error} retry={() => void refetch()} />
  if (data === undefined) return <Skeleton rows={4} />
  // What was mended or decided on is through with the rest.
  const rows = data.pages.flatMap((page) => page.data).filter(({ status }) => !closed || status !== 'mended')
  const asked = rows.some(({ status }) => status === 'ask')
  const mended = () => {
    onMended?.()
    void refetch()
  }
  const decide = async (decision: Policy) => {
    await decideAll(made.id, decision)
    mended()
  }
  return (
    <section className="import-section" aria-labelledby="problem-rows">
      <header className="import-section-head">
        <h2 id="problem-rows">{say('import.problemRows')}</h2>
        {asked && !closed ? (
          <Select<Policy | null>
            size="small"
            className="decide-all"
            aria-label={say('import.decideAll')}
            value={null}
            placeholder={say('import.decideAll')}
            options={policies
              .filter((policy) => policy !== 'ask')
              .map((policy) => ({ value: policy, label: say(`import.policy.${policy}`) }))}
            onChange={(decision) => decision && void decide(decision).catch(failed)}
          />
        ) : null}
      </header>
      <div
        className="problem-rows panel"
        role="table"
        aria-label={say('import.problemRows')}
        data-closed={closed || undefined}
      >
        <div className="problem-row problem-head" role="row">
          {(['row', 'column', 'value', 'problem', 'mend'] as const).map((part) =>
            part === 'mend' && closed ? null : (
              <span key={part} role="columnheader">
                {say(`import.${part}`)}
              </span>
            ),
          )}
        </div>
        {rows.map((row) =>
          row.twins.length > 0 || row.status === 'ask' || row.decision ? (
            <AskedRow key={row.row} made={made} object={object} row={row} onDecided={mended} closed={closed} />
          ) : (
            <ProblemRow key={row.row} made={made} row={row} onMended={mended} closed={closed} />
          ),
        )}
      </div>
      {hasNextPage ? (
        <Button block type="text" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {say('import.moreRows')}
        </Button>
      ) : null}
    </section>
  )
}
