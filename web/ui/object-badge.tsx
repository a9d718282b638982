import type { ObjectMeta } from '../api/metadata.ts'
import { badgeColour } from './theme/badge-colours.ts'
import { contrast } from './theme/contrast.ts'

/** The sign of an object, the same in navigation, search, headings and timeline. It stands beside the name, so it is not read out. */
export const ObjectBadge = ({
  object,
  large,
}: {
  object: Pick<ObjectMeta, 'name' | 'label' | 'icon' | 'color'>
  large?: boolean
}) => {
  const own = object.color
  const colour = own && /^#[0-9a-f]{6}$/i.test(own) && contrast('#ffffff', own) >= 4.5 ? own : badgeColour(object.name)
  return (
    <span className={large ? 'badge badge-large' : 'badge'} style={{ background: colour }} aria-hidden="true">
      {object.icon ?? [...object.label][0]}
    </span>
  )
}
