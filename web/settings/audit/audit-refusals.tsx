import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { getRefusals } from '../../api/changes.ts'
import { recordsKey } from '../../api/query-client.ts'
import { fullMoment } from '../../i18n/format-date.ts'
import { useSay } from '../../i18n/language.ts'
import { AuditFilter, daysOf } from './audit-filter.tsx'
import { AuditPages } from './audit-pages.tsx'
import { RefusedRecord, RefusedWhat } from './refusal-entry.tsx'

const route = getRouteApi('/app/settings/audit')

/** What was tried and refused, and who was told of records out of reach by a duplicate check. */
export const AuditRefusals = () => {
  const say = useSay()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { kind, actor } = search
  const pages = useInfiniteQuery({
    queryKey: recordsKey('audit', 'refusals', search),
    queryFn: ({ pageParam }) => getRefusals({ kind, actor, ...daysOf(search), cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const options = (['refused', 'duplicates'] as const).map((value) => ({ value, label: say(`audit.kind.${value}`) }))
  return (
    <>
      <AuditFilter
        kind={{ name: 'kind', value: kind, options }}
        search={search}
        ask={(part) => void navigate({ search: { ...search, ...part }, replace: true })}
      />
      <AuditPages
        label={say('audit.refusals')}
        pages={pages}
        columns={[
          { title: say('audit.at'), cell: ({ at }) => <time dateTime={at}>{fullMoment(at)}</time> },
          { title: say('audit.who'), cell: ({ actor: who }) => who?.name ?? '—' },
          { title: say('audit.record'), cell: (refusal) => <RefusedRecord refusal={refusal} /> },
          { title: say('audit.what'), cell: (refusal) => <RefusedWhat refusal={refusal} /> },
        ]}
      />
    </>
  )
}
