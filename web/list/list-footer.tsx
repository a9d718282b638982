import { useMe } from '../api/session.ts'
import { count as written, shortMoney } from '../i18n/format-number.ts'
import { useLanguage, useSay } from '../i18n/language.ts'
import type { Totals } from './use-totals.ts'

/** How many match and what they add up to. */
export const ListFooter = ({ totals: { count, sum } }: { totals: Totals }) => {
  const say = useSay()
  const language = useLanguage()
  const { workspace } = useMe()
  return (
    <p className="list-footer" role="status">
      {count ? (
        <span>{say(count.exact ? 'list.total' : 'list.totalAbout', { count: written(count.value) })}</span>
      ) : null}
      {sum ? (
        <span>
          {say('list.sum', { field: sum.field.label, sum: shortMoney(sum.value, language, workspace.currency) })}
        </span>
      ) : null}
    </p>
  )
}
