import { queryClient } from '../../api/query-client.ts'
import { type Favourite, type Me, meQuery, savePreferences, useMe } from '../../api/session.ts'
import { failed } from '../../ui/overlay/toast.tsx'

/** Views that a person wants in her navigation, in the order she chose them. */
export const useFavourites = (): readonly Favourite[] => useMe().preferences.favourites ?? []

/** Shown at once, and kept for her other devices. */
export const keepFavourites = (favourites: readonly Favourite[]): void => {
  queryClient.setQueryData<Me>(
    meQuery.queryKey,
    (me) => me && { ...me, preferences: { ...me.preferences, favourites } },
  )
  savePreferences({ favourites }).catch(failed)
}
