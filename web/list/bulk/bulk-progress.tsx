import type { BulkChange } from '../../api/bulk-changes.ts'
import { count } from '../../i18n/format-number.ts'
import { useSay } from '../../i18n/language.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'

/** How far a bulk change is. It goes on without the page. */
export const BulkProgress = ({ made }: { made: BulkChange }) => {
  const say = useSay()
  const told = say('list.progress', { done: count(made.tried), total: count(made.total) })
  return (
    <div className="bulk-progress">
      <ProgressBar label={told} done={made.tried} total={made.total} />
      <span>{told}</span>
      <p className="muted">{say('list.bulkLeave')}</p>
    </div>
  )
}
