import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ObjectMeta } from '../api/metadata.ts'
import { recordTitle } from '../api/record-title.ts'
import { useSay } from '../i18n/language.ts'
import { EditorsNote } from '../live/editors-note.tsx'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { ObjectBadge } from '../ui/object-badge.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Profile } from './profile.tsx'
import { Timeline } from './timeline.tsx'
import { useRecord } from './use-record.ts'
import './style/index.css'

/** A record beside its list. The list keeps the keyboard: ↑↓ leafs through, Esc closes. */
export const Peek = ({ object, id, onClose }: { object: ObjectMeta; id: string; onClose: () => void }) => {
  const say = useSay()
  const { data: record, error, refetch, isPlaceholderData } = useRecord(object, id)
  // By its id, so that leafing on ends the editing.
  const [edited, setEdited] = useState<string | null>(null)
  const editing = edited === id
  return (
    <aside
      className="peek"
      aria-label={say('list.peekLabel')}
      onKeyDown={(event) => event.key === 'Escape' && !editing && onClose()}
    >
      <header className="peek-head">
        <ObjectBadge object={object} />
        <h2>{record ? recordTitle(object, record) : ''}</h2>
        <EditorsNote id={id} spoken />
        <Link to="/o/$object/$id" params={{ object: object.name, id }} search={{ tab: undefined }}>
          {say('list.openFull')}
        </Link>
        <button type="button" className="icon-button" aria-label={say('common.close')} onClick={onClose}>
          ×
        </button>
      </header>
      <div className="peek-body">
        {error ? <ErrorPanel error={error} retry={() => void refetch()} /> : null}
        {record ? (
          <>
            <Profile
              key={id}
              object={object}
              record={record}
              ready={!isPlaceholderData}
              editing={editing}
              onEditing={(on) => setEdited(on ? id : null)}
            />
            {object.timeline && !editing ? <Timeline key={`timeline ${id}`} object={object} id={id} /> : null}
          </>
        ) : error ? null : (
          <Skeleton />
        )}
      </div>
    </aside>
  )
}
