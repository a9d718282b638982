import { useMetadata } from '../../api/use-metadata.ts'
import { useSay } from '../../i18n/language.ts'

const happenings = ['created', 'updated', 'deleted', 'restored'] as const
const isHappening = (text: string | undefined): text is (typeof happenings)[number] =>
  happenings.some((one) => one === text)

/** Says an event in words: `customer.updated` → 修改客户; one that is unknown here stays as it is. */
export const useEventText = () => {
  const say = useSay()
  const { objects } = useMetadata()
  return (event: string): string => {
    if (event === '*') return say('webhooks.eventsAll')
    const [name, happening] = event.split('.')
    const object = objects.find((one) => one.name === name)?.label
    if (object === undefined) return event
    if (happening === '*') return say('webhooks.eventsOf', { object })
    return isHappening(happening) ? say(`webhooks.event.${happening}`, { object }) : event
  }
}

/** All events that can be asked for, objects of the navigation first among themselves. */
export const useEvents = (): readonly string[] => {
  const { objects } = useMetadata()
  const shown = objects.filter(({ inNavigation }) => inNavigation)
  return ['*', ...shown.flatMap(({ name }) => ['*', ...happenings].map((happening) => `${name}.${happening}`))]
}
