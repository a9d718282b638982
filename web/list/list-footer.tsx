import { useQuery } from '@tanstack/react-query'
import { recordsKey } from '../api/query-client.ts'
import { aggregate } from '../api/records.ts'
import { useMe } from '../api/session.ts'
import { count, shortMoney } from '../i18n/format-number.ts'
import { useLanguage, useSay } from '../i18n/language.ts'
import type { List } from './use-list.ts'
import type { Pages } from './use-pages.ts'

/** How many match and what they add up to, both from the server: what is not loaded counts too. */
export const ListFooter = ({ list, pages }: { list: List; pages: Pages }) => {
  const say = useSay()
  const language = useLanguage()
  const { workspace } = useMe()
  const summed = list.columns.find(({ field }) => field.kind === 'money' && !field.masked)?.field
  const { data } = useQuery({
    queryKey: recordsKey(list.object.name, 'sum', summed?.name, list.filter, list.q),
    queryFn: ({ signal }) =>
      aggregate(
        list.object.name,
        {
          measure: `sum:${summed?.name}`,
          ...(list.filter ? { filter: list.filter } : {}),
          ...(list.q ? { q: list.q } : {}),
        },
        signal,
      ),
    enabled: summed !== undefined,
  })
  const sum = summed && (data?.totals ?? data?.data[0])?.[`sum:${summed.name}`]
  const total = pages.total
  return (
    <p className="list-footer" role="status">
      {total ? <span>{say(total.exact ? 'list.total' : 'list.totalAbout', { count: count(total.value) })}</span> : null}
      {summed && typeof sum === 'string' ? (
        <span>{say('list.sum', { field: summed.label, sum: shortMoney(sum, language, workspace.currency) })}</span>
      ) : null}
    </p>
  )
}
