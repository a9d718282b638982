import { Link } from '@tanstack/react-router'
import type { PastImport } from '../api/imports.ts'
import { dateText, dayOf, fullMoment, momentText } from '../i18n/format-date.ts'
import { count } from '../i18n/format-number.ts'
import { useSay } from '../i18n/language.ts'
import { SimpleTable } from '../settings/simple-table.tsx'
import '../settings/style/index.css'
import { BelongingCounts } from './belonging-counts.tsx'
import { DiscardButton } from './discard-button.tsx'
import { useDiscards } from './discards.ts'
import { isDiscardable } from './is-discardable.ts'
import { isRevertable } from './is-revertable.ts'
import { StatusTag } from './status-tag.tsx'
import { isAtWork } from './use-import.ts'

/** Earlier imports: opening one shows what became of it, and takes it back while that can be done. */
export const PastImports = ({ imports }: { imports: readonly PastImport[] }) => {
  const say = useSay()
  const discards = useDiscards()
  return (
    <div className="past-imports">
      <SimpleTable
        label={say('import.past')}
        rows={imports.filter(({ id }) => !discards.has(id))}
        keyOf={({ id }) => id}
        columns={[
          {
            title: say('import.fileName'),
            cell: ({ id, name }) => (
              <Link to="/imports/$id" params={{ id }} search={{ step: undefined }}>
                {name}
              </Link>
            ),
          },
          {
            title: say('import.when'),
            cell: ({ at }) => (
              <time dateTime={at} title={fullMoment(at)}>
                {momentText(at)}
              </time>
            ),
          },
          { title: say('import.state'), cell: ({ status }) => <StatusTag status={status} /> },
          { title: say('import.result'), cell: (made) => <Result made={made} /> },
        ]}
      />
    </div>
  )
}

const Result = ({ made }: { made: PastImport }) => {
  const say = useSay()
  const { status, counts, total, startedAt, revertUntil, conflicts } = made
  if (startedAt === null || counts === null)
    return (
      <>
        <span className="muted">{total === null ? '—' : say('import.rows', { count: count(total) })}</span>
        {isDiscardable(made) ? <DiscardButton made={made} /> : null}
      </>
    )
  const { created, updated, skipped, failed } = counts
  return (
    <>
      {say('import.countsShort', {
        created: count(created),
        updated: count(updated),
        skipped: count(skipped),
        failed: count(failed),
      })}
      {revertUntil && isRevertable(made) && !isAtWork(made) ? (
        <span className="muted"> · {say('import.revertUntil', { date: dateText(dayOf(new Date(revertUntil))) })}</span>
      ) : null}
      {status === 'reverted' && conflicts > 0 ? (
        <span className="muted"> · {say('import.revertLeft', { count: count(conflicts) })}</span>
      ) : null}
      <BelongingCounts counts={counts} />
    </>
  )
}
