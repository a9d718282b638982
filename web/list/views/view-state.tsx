import { LockOutlined, ShareAltOutlined, StarFilled, StarOutlined, UnlockOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { fieldOf, writable } from '../../api/metadata.ts'
import { useObject } from '../../api/use-metadata.ts'
import { useSay } from '../../i18n/language.ts'
import { usePageCommands } from '../../shell/page-commands.ts'
import { failed } from '../../ui/overlay/toast.tsx'
import { keepFavourites, useFavourites } from './favourites.ts'
import { lockView, type View } from './use-views.ts'

const ViewDialog = lazy(() => import('./view-dialog.tsx').then((module) => ({ default: module.ViewDialog })))

/** What the view in use is to this person: one of her favourites; locked against changes by mistake. */
export const ViewState = ({ object, view, views }: { object: string; view: View; views: readonly View[] }) => {
  const say = useSay()
  const [sharing, setSharing] = useState(false)
  const meta = useObject('view')
  const byDefault = meta && fieldOf(meta, 'defaultFor')
  // Whoever says with what a role begins may do so with any view that she sees.
  const appoints = meta !== undefined && byDefault !== undefined && writable(meta, byDefault)
  const favourites = useFavourites()
  const starred = favourites.some((one) => one.view === view.id)
  const star = () =>
    keepFavourites(
      starred
        ? favourites.filter((one) => one.view !== view.id)
        : [...favourites, { object, view: view.id, name: view.name }],
    )
  const lock = () => void lockView(view.id, !view.locked).catch(failed)
  const shares = view.own || appoints
  usePageCommands([
    { key: 'view star', label: say('list.favourite'), run: star },
    ...(shares ? [{ key: 'view share', label: say('list.viewSharing'), run: () => setSharing(true) }] : []),
    ...(view.own ? [{ key: 'view lock', label: say('list.lockView'), run: lock }] : []),
  ])
  return (
    <>
      <Button
        size="small"
        type="text"
        icon={starred ? <StarFilled /> : <StarOutlined />}
        aria-pressed={starred}
        aria-label={say('list.favourite')}
        title={say('list.favourite')}
        onClick={star}
      />
      {shares ? (
        <Button
          size="small"
          type="text"
          icon={<ShareAltOutlined />}
          aria-label={say('list.viewSharing')}
          title={say('list.viewSharing')}
          onClick={() => setSharing(true)}
        />
      ) : null}
      <Suspense fallback={null}>
        {sharing ? <ViewDialog object={object} view={view} views={views} onClose={() => setSharing(false)} /> : null}
      </Suspense>
      {view.own ? (
        <Button
          size="small"
          type="text"
          icon={view.locked ? <LockOutlined /> : <UnlockOutlined />}
          aria-pressed={view.locked}
          aria-label={say('list.lockView')}
          title={say('list.lockView')}
          onClick={lock}
        />
      ) : null}
    </>
  )
}
