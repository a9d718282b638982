import { LockOutlined, StarFilled, StarOutlined, UnlockOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useSay } from '../i18n/language.ts'
import { failed } from '../ui/toast.tsx'
import { keepFavourites, useFavourites } from './favourites.ts'
import { lockView, type View } from './use-views.ts'

/** What the view in use is to this person: one of her favourites; locked against changes by mistake. */
export const ViewState = ({ object, view }: { object: string; view: View }) => {
  const say = useSay()
  const favourites = useFavourites()
  const starred = favourites.some((one) => one.view === view.id)
  const star = () =>
    keepFavourites(
      starred
        ? favourites.filter((one) => one.view !== view.id)
        : [...favourites, { object, view: view.id, name: view.name }],
    )
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
      {view.own ? (
        <Button
          size="small"
          type="text"
          icon={view.locked ? <LockOutlined /> : <UnlockOutlined />}
          aria-pressed={view.locked}
          aria-label={say('list.lockView')}
          title={say('list.lockView')}
          onClick={() => void lockView(view.id, !view.locked).catch(failed)}
        />
      ) : null}
    </>
  )
}
