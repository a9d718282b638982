import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { reasonOf } from '../../api/api-error.ts'
import { type BulkChange, bulkFailures } from '../../api/bulk-changes.ts'
import type { ObjectMeta } from '../../api/metadata.ts'
import { count } from '../../i18n/format-number.ts'
import { useLanguage, useSay } from '../../i18n/language.ts'
import { failed } from '../../ui/overlay/toast.tsx'
import { failureList } from './failure-list.ts'

/** Some were not done: the first reasons, and all of them as a file. */
const shown = 3

export const BulkOutcome = ({ object, made }: { object: ObjectMeta; made: BulkChange }) => {
  const say = useSay()
  const [busy, setBusy] = useState(false)
  const { data: failures = [], error } = useQuery({
    queryKey: ['bulk change', made.id, 'failures', useLanguage()],
    queryFn: ({ signal }) => bulkFailures(made.id, signal),
  })
  const byReason = Map.groupBy(failures, ({ problem }) => problem.message)
  const reasons = [...byReason].toSorted(([, a], [, b]) => b.length - a.length)
  const download = async () => {
    setBusy(true)
    try {
      const file = await failureList(object, failures, say('list.failureHead'))
      const link = document.createElement('a')
      link.href = URL.createObjectURL(file)
      link.download = `${say('list.failureFile', { object: object.label })}.csv`
      link.click()
      URL.revokeObjectURL(link.href)
    } catch (problem) {
      failed(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div role="alert">
      {made.problem ? <p>{made.problem.message}</p> : null}
      <p>{say('list.bulkDone', { done: count(made.changed), failed: count(made.tried - made.changed) })}</p>
      <ul className="sentences">
        {reasons.slice(0, shown).map(([reason, these]) => (
          <li key={reason}>{say('list.failedBecause', { count: count(these.length), reason })}</li>
        ))}
      </ul>
      {error ? <p>{reasonOf(error)}</p> : null}
      {failures.length > 0 ? (
        <Button loading={busy} onClick={() => void download()}>
          {say('list.downloadFailures')}
        </Button>
      ) : null}
    </div>
  )
}
