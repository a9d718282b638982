import { useSay } from '../i18n/language.ts'
import type { Person } from './mention-text.ts'
import type { Mentions } from './use-mentions.ts'

/** The people behind the @, under the text. It never takes the focus: the cursor stays where one writes. */
export const MentionList = ({
  id,
  mentions,
  onPick,
}: {
  id: string
  mentions: Mentions
  onPick: (person: Person) => void
}) => {
  const say = useSay()
  return (
    <ul className="mention-list" role="listbox" id={id} aria-label={say('mention.people')}>
      {mentions.people.map((person, at) => (
        <li
          key={person.id}
          id={`${id}-${at}`}
          role="option"
          aria-selected={at === mentions.at}
          // The press would take the focus from the text; the list is worked by its keys, too.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(person)}
        >
          {person.name}
        </li>
      ))}
    </ul>
  )
}
