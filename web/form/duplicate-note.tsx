import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Duplicate } from '../api/duplicates.ts'
import type { ObjectMeta } from '../api/metadata.ts'
import { useSay } from '../i18n/language.ts'
import { duplicateText } from './duplicate-text.ts'
import { JoinButton } from './join-button.tsx'

/** Somebody is there already: look at it, ask to join its owner, or say why this is another one. */
export const DuplicateNote = ({
  object,
  duplicate,
  value,
  insist,
  onAnother,
}: {
  object: ObjectMeta
  duplicate: Duplicate
  /** What was typed into the field. */
  value: string
  /** She wants to save: now she is asked why. */
  insist: boolean
  onAnother: (why: string) => void
}) => {
  const say = useSay()
  const [asking, setAsking] = useState(false)
  const [why, setWhy] = useState('')
  // What was pressed goes with the note: typing goes on where it was.
  const back = (button: Element) => button.closest('.form-field')?.querySelector('input')?.focus()
  const goOn = (button: Element) => {
    back(button)
    onAnother(why.trim())
  }
  return (
    <div className="duplicate-note" role="status">
      <span>{duplicateText(duplicate, say)}</span>
      {duplicate.id ? (
        <Link
          to="/o/$object/$id"
          params={{ object: object.name, id: duplicate.id }}
          search={{ tab: undefined }}
          target="_blank"
        >
          {say('form.openExisting')}
        </Link>
      ) : null}
      <JoinButton object={object.name} duplicate={duplicate} value={value} onAsked={back} />
      {asking || insist ? (
        <span className="duplicate-why">
          <input
            autoFocus
            aria-label={say('form.anotherWhy')}
            placeholder={say('form.anotherWhy')}
            maxLength={100}
            value={why}
            onChange={(event) => setWhy(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
              // Enter says why; it does not save yet.
              event.preventDefault()
              if (why.trim() !== '') goOn(event.currentTarget)
            }}
          />
          <button type="button" disabled={why.trim() === ''} onClick={(event) => goOn(event.currentTarget)}>
            {say('form.anotherYes')}
          </button>
        </span>
      ) : (
        <button type="button" onClick={() => setAsking(true)}>
          {say('form.another')}
        </button>
      )}
    </div>
  )
}
