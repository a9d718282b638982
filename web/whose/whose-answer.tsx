import { Link } from '@tanstack/react-router'
import type { Whose } from '../api/duplicates.ts'
import { fieldOf } from '../api/metadata.ts'
import { useMetadata } from '../api/use-metadata.ts'
import { duplicateText } from '../form/duplicate-text.ts'
import { JoinButton } from '../form/join-button.tsx'
import { useSay } from '../i18n/language.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ObjectBadge } from '../ui/object-badge.tsx'

/** Who is there, by what, and whose; what one sees can be opened, of the rest one can ask to join. */
export const WhoseAnswer = ({
  data,
  everywhere,
  text,
}: {
  data: readonly Whose[]
  everywhere: boolean
  text: string
}) => {
  const say = useSay()
  const { objects } = useMetadata()
  if (data.length === 0)
    return (
      <EmptyState title={say('whose.none', { text })} why={say(everywhere ? 'whose.noneWhy' : 'whose.onlyYours')} />
    )
  return (
    <ul className="panel whose-answer" aria-label={say('whose.found', { text })}>
      {data.map((one, at) => {
        const object = objects.find(({ name }) => name === one.object)
        if (!object) return null
        return (
          // Two of one kind that are out of reach say the same.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={at}>
            <ObjectBadge object={object} />
            <span>
              {duplicateText(one, say)}{' '}
              <span className="muted">
                {say('whose.by', { object: object.label, field: fieldOf(object, one.field)?.label ?? '' })}
              </span>
            </span>
            {one.id ? (
              <Link to="/o/$object/$id" params={{ object: one.object, id: one.id }} search={{ tab: undefined }}>
                {say('form.openExisting')}
              </Link>
            ) : (
              <JoinButton object={one.object} duplicate={one} value={text} />
            )}
          </li>
        )
      })}
    </ul>
  )
}
