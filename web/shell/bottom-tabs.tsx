import { EllipsisOutlined, SearchOutlined, SettingOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useMe } from '../api/session.ts'
import { useSay } from '../i18n/language.ts'
import { Dialog } from '../ui/overlay/dialog.tsx'
import { ObjectBadge } from '../ui/object-badge.tsx'
import { useMayAskWhose } from '../whose/may-ask-whose.ts'
import { byEveryday, useNavigation } from './use-navigation.ts'

/** The phone's navigation: four objects under the thumb, the rest behind 更多. */
export const BottomTabs = () => {
  const say = useSay()
  const objects = useNavigation().flatMap((group) => group.objects)
  const { abilities } = useMe()
  const mayAskWhose = useMayAskWhose()
  const [open, setOpen] = useState(false)
  const shown = objects.toSorted(byEveryday).slice(0, 4)
  const close = () => setOpen(false)
  return (
    <nav className="bottom-tabs" aria-label={say('nav.label')}>
      {shown.map((object) => (
        <Link
          key={object.name}
          to="/o/$object"
          params={{ object: object.name }}
          activeProps={{ 'aria-current': 'page' }}
        >
          <ObjectBadge object={object} />
          <span>{object.plural}</span>
        </Link>
      ))}
      <button type="button" onClick={() => setOpen(true)}>
        <EllipsisOutlined />
        <span>{say('nav.more')}</span>
      </button>
      {open ? (
        <Dialog title={say('nav.more')} onClose={close}>
          <div className="more-objects">
            {objects.map((object) => (
              <Link key={object.name} to="/o/$object" params={{ object: object.name }} onClick={close}>
                <ObjectBadge object={object} /> {object.plural}
              </Link>
            ))}
            {mayAskWhose ? (
              <Link to="/whose" onClick={close}>
                <SearchOutlined /> {say('whose.title')}
              </Link>
            ) : null}
            {Object.values(abilities).some(Boolean) ? (
              <Link to="/settings" onClick={close}>
                <SettingOutlined /> {say('nav.settings')}
              </Link>
            ) : null}
          </div>
        </Dialog>
      ) : null}
    </nav>
  )
}
