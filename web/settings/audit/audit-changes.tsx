import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button } from 'antd'
import { type Change, getAudit } from '../../api/changes.ts'
import { queryClient, recordsKey } from '../../api/query-client.ts'
import { undoChange } from '../../api/records.ts'
import { useMetadata } from '../../api/use-metadata.ts'
import { fullMoment } from '../../i18n/format-date.ts'
import { useSay } from '../../i18n/language.ts'
import { viaText } from '../../record/via-text.ts'
import { confirm } from '../../ui/overlay/confirm.tsx'
import { failed, toast } from '../../ui/overlay/toast.tsx'
import { catalogueQuery } from '../people/rights.ts'
import { AuditedChange, AuditedRecord } from './audit-entry.tsx'
import { AuditFilter, daysOf } from './audit-filter.tsx'
import { AuditPages } from './audit-pages.tsx'

const route = getRouteApi('/app/settings/audit')

/** All writes of the workspace. */
export const AuditChanges = () => {
  const say = useSay()
  const metadata = useMetadata()
  // An auditor looks into what was done with any object, whether or not she sees its records.
  const { data: catalogue } = useQuery(catalogueQuery)
  const objects = catalogue?.objects ?? metadata.objects
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const pages = useInfiniteQuery({
    queryKey: recordsKey('audit', search),
    queryFn: ({ pageParam }) =>
      getAudit({ object: search.object, actor: search.actor, ...daysOf(search), cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const undo = async (change: Change) => {
    if (!(await confirm({ title: say('history.undoConfirm'), yes: say('common.undo') }))) return
    const { undone, conflicts } = await undoChange(change.request)
    await queryClient.invalidateQueries()
    toast(conflicts.length > 0 ? say('common.undoneSome', { undone, kept: conflicts.length }) : say('common.undone'))
  }
  const options = objects.map(({ name, label }) => ({ value: name, label }))
  return (
    <>
      <AuditFilter
        kind={{ name: 'object', value: search.object, options }}
        search={search}
        ask={(part) => void navigate({ search: { ...search, ...part }, replace: true })}
      />
      <AuditPages
        label={say('settings.audit')}
        pages={pages}
        columns={[
          { title: say('audit.at'), cell: ({ at }) => <time dateTime={at}>{fullMoment(at)}</time> },
          { title: say('audit.who'), cell: ({ actor }) => actor?.name ?? say('common.system') },
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
    </>
  )
}
