import { useNavigate, useParams } from '@tanstack/react-router'
import { useKeys } from './keys/use-keys.ts'
import { useNavigation } from './use-navigation.ts'

/** The keys that work everywhere. */
export const useShortcuts = ({
  onPalette,
  onSheet,
  onHelp,
}: {
  onPalette: () => void
  onSheet: () => void
  onHelp: () => void
}): void => {
  const navigate = useNavigate()
  const { object } = useParams({ strict: false })
  const objects = useNavigation().flatMap((group) => group.objects)
  const goTo = Object.fromEntries(
    objects
      .slice(0, 9)
      .map(({ name }, at) => [`goTo${at + 1}`, () => void navigate({ to: '/o/$object', params: { object: name } })]),
  )
  const current = objects.find(({ name }) => name === object)
  useKeys({
    ...goTo,
    palette: onPalette,
    sheet: onSheet,
    // The browser's own help is no help here.
    help: onHelp,
    new: current?.rights.create
      ? () =>
          void navigate({
            to: '/o/$object/new',
            params: { object: current.name },
            search: { preset: undefined, back: undefined },
          })
      : undefined,
  })
}
