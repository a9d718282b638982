import { Button } from 'antd'
import { useState } from 'react'
import type { ObjectMeta } from '../api/metadata.ts'
import { count } from '../i18n/format-number.ts'
import { useSay } from '../i18n/language.ts'
import { failed } from '../ui/toast.tsx'
import { failureList } from './failure-list.ts'
import type { Outcome } from './run-bulk.ts'

/** Some were not done: the first reasons, and all of them as a file. */
const shown = 3

export const BulkOutcome = ({ object, outcome }: { object: ObjectMeta; outcome: Outcome }) => {
  const say = useSay()
  const [busy, setBusy] = useState(false)
  const { done, failures } = outcome
  const reasons = [...Map.groupBy(failures, ({ reason }) => reason)].toSorted(([, a], [, b]) => b.length - a.length)
  const download = async () => {
    setBusy(true)
    try {
      const file = await failureList(object, failures, say('list.failureHead'))
      const link = document.createElement('a')
      link.href = URL.createObjectURL(file)
      link.download = `${say('list.failureFile', { object: object.label })}.csv`
      link.click()
      URL.revokeObjectURL(link.href)
    } catch (error) {
      failed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div role="alert">
      <p>{say('list.bulkDone', { done: count(done), failed: count(failures.length) })}</p>
      <ul className="sentences">
        {reasons.slice(0, shown).map(([reason, these]) => (
          <li key={reason}>{say('list.failedBecause', { count: count(these.length), reason })}</li>
        ))}
      </ul>
      <Button loading={busy} onClick={() => void download()}>
        {say('list.downloadFailures')}
      </Button>
    </div>
  )
}
