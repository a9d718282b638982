import { useState } from 'react'
import { askToJoin, type Duplicate } from '../api/duplicates.ts'
import { useSay } from '../i18n/language.ts'
import { failed } from '../ui/overlay/toast.tsx'

/** Asks whoever has what is out of reach to be let in; whom it told stands in its place. */
export const JoinButton = ({
  object,
  duplicate,
  value,
  onAsked,
}: {
  object: string
  duplicate: Duplicate
  /** What was typed. */
  value: string
  onAsked?: (button: Element) => void
}) => {
  const say = useSay()
  const [told, setTold] = useState('')
  // What she sees she opens herself, and of nobody's there is nobody to ask.
  if (duplicate.id || duplicate.owner === null) return null
  const join = async (button: Element) => {
    const { owner } = await askToJoin(object, duplicate.field, value)
    onAsked?.(button)
    setTold(owner ? say('form.askedToJoin', { owner }) : say('form.askedSomebody'))
  }
  return told ? (
    <span role="status">{told}</span>
  ) : (
    <button
      type="button"
      className="link-button"
      onClick={({ currentTarget }) => void join(currentTarget).catch(failed)}
    >
      {say('form.askToJoin')}
    </button>
  )
}
