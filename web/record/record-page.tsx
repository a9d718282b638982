import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { ApiError } from '../api/api-error.ts'
import type { ObjectMeta } from '../api/metadata.ts'
import { recordTitle } from '../api/record-title.ts'
import { allowed } from '../api/records.ts'
import { useObject } from '../api/use-metadata.ts'
import { useSay } from '../i18n/language.ts'
import { remember } from '../shell/recent.ts'
import { useKeys } from '../shell/keys/use-keys.ts'
import { StageBar } from '../stages/stage-bar.tsx'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { useMedia } from '../ui/use-media.ts'
import { useTitle } from '../ui/use-title.ts'
import { History } from './history.tsx'
import { Profile } from './profile.tsx'
import { RecordHead } from './record-head.tsx'
import { RelatedDrawer } from './related-drawer.tsx'
import { RelatedLists } from './related-lists.tsx'
import { RecordTabs, type Tab } from './record-tabs.tsx'
import { Timeline } from './timeline.tsx'
import { useRecord } from './use-record.ts'
import './style/index.css'

const route = getRouteApi('/app/o/$object/$id')

export const RecordPage = () => {
  const { object: name, id } = route.useParams()
  const object = useObject(name)
  return object ? <OneRecord key={id} object={object} id={id} /> : <ErrorPanel error={new ApiError(404, {})} />
}

/** One record, whatever its object: profile at the left, what happened in the middle, what belongs to it at the right. */
const OneRecord = ({ object, id }: { object: ObjectMeta; id: string }) => {
  const say = useSay()
  const navigate = route.useNavigate()
  const { tab: asked } = route.useSearch()
  const { data: record, error, refetch, isPlaceholderData } = useRecord(object, id)
  const [editing, setEditing] = useState(false)
  const three = useMedia('(min-width: 1440px)')
  const two = useMedia('(min-width: 768px)')
  const drawer = useMedia('(min-width: 1024px) and (max-width: 1439px)') && object.related.length > 0
  const title = record ? recordTitle(object, record) : undefined
  useTitle(title)
  useEffect(() => {
    if (title) remember({ object: object.name, id, title })
  }, [object.name, id, title])
  const edit = () => {
    setEditing(true)
    if (!two) void navigate({ search: { tab: 'profile' }, replace: true })
  }
  useKeys({ editRecord: record && allowed(object, record, 'update') ? edit : undefined })

  if (error !== null && record === undefined) return <ErrorPanel error={error} retry={() => void refetch()} />
  if (record === undefined) return <Skeleton rows={10} />

  const tabs: Tab[] = [
    ...(two ? [] : (['profile'] as const)),
    ...(object.timeline ? (['timeline'] as const) : []),
    ...(object.related.length > 0 && !three && !drawer ? (['related'] as const) : []),
    'history',
  ]
  const tab = tabs.find((one) => one === asked) ?? tabs[0]
  const profile = (
    <Profile object={object} record={record} ready={!isPlaceholderData} editing={editing} onEditing={setEditing} />
  )
  return (
    <div className="record-page">
      <RecordHead
        object={object}
        record={record}
        onEdit={edit}
        onCompose={() => void navigate({ search: { tab: 'timeline' }, replace: true })}
      />
      {object.board?.within ? <StageBar object={object} record={record} /> : null}
      <div className="record-columns" data-related={three && object.related.length > 0 ? true : undefined}>
        {two ? <aside className="record-left">{profile}</aside> : null}
        <section className="record-middle panel">
          <div className="record-bar">
            <RecordTabs tabs={tabs} shown={tab} />
            {drawer ? <RelatedDrawer object={object} record={record} /> : null}
          </div>
          <div role="tabpanel" id="tab-panel" aria-labelledby={`tab-${tab}`} className="record-panel">
            {tab === 'profile' ? profile : null}
            {tab === 'timeline' ? <Timeline object={object} id={id} /> : null}
            {tab === 'related' ? <RelatedLists object={object} record={record} /> : null}
            {tab === 'history' ? <History object={object} record={record} /> : null}
          </div>
        </section>
        {three && object.related.length > 0 ? (
          <aside className="record-right" aria-label={say('record.related')}>
            <RelatedLists object={object} record={record} />
          </aside>
        ) : null}
      </div>
    </div>
  )
}
