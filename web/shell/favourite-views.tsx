import { StarOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { useMetadata } from '../api/use-metadata.ts'
import { useSay } from '../i18n/language.ts'
import { useFavourites } from '../list/views/favourites.ts'

/** The views she has starred, one click away from everywhere. */
export const FavouriteViews = ({ narrow }: { narrow: boolean }) => {
  const say = useSay()
  const { objects } = useMetadata()
  const favourites = useFavourites().filter(({ object }) => objects.some(({ name }) => name === object))
  if (favourites.length === 0) return null
  return (
    <div className="navigation-group">
      <p aria-hidden={narrow}>{say('nav.favourites')}</p>
      {favourites.map(({ object, view, name }) => (
        <Link
          key={view}
          to="/o/$object"
          params={{ object }}
          search={{ view }}
          title={narrow ? name : undefined}
          className="navigation-item"
          activeOptions={{ includeSearch: true }}
          activeProps={{ 'aria-current': 'page' }}
        >
          <StarOutlined />
          <span>{name}</span>
        </Link>
      ))}
    </div>
  )
}
