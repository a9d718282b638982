import { Button } from 'antd'
import { type KeyboardEvent, useState } from 'react'
import { useSay } from '../i18n/language.ts'
import { combinationOf, combinationText, type Reserved, reservedFor } from '../shell/keys/combination.ts'
import { type ChosenKeys, conflictOf, keyActions, type KeyName, type Keys } from '../shell/keys/key-actions.ts'
import { keyMeaning } from '../shell/keys/key-text.ts'

/** What stands in the way of a key that was pressed. */
type Problem =
  | { readonly combination: string; readonly reserved: Reserved }
  | { readonly combination: string; readonly takenBy: KeyName }

/** One shortcut: what it does, its key, and ways to give it another, none, or its own again. */
export const KeyRow = ({
  name,
  keys,
  onChoose,
}: {
  name: KeyName
  keys: Keys
  onChoose: (change: ChosenKeys) => void
}) => {
  const say = useSay()
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const meaning = keyMeaning(name, say)
  const { standard } = keyActions[name]
  const now = keys[name]
  const shown = now === null ? say('keys.none') : combinationText(now)

  const choose = (combination: string | null) => {
    setAsking(false)
    const own = combination === null || combination === standard
    const reserved = own ? null : reservedFor(combination)
    if (combination !== null && reserved) return setProblem({ combination, reserved })
    const takenBy = combination === null ? null : conflictOf(keys, name, combination)
    if (combination !== null && takenBy) return setProblem({ combination, takenBy })
    setProblem(null)
    onChoose({ [name]: combination })
  }
  const press = (event: KeyboardEvent) => {
    if (!asking || event.key === 'Tab') return
    event.preventDefault()
    // What is pressed here is chosen, not done.
    event.stopPropagation()
    const combination = combinationOf(event)
    if (combination === 'Escape') setAsking(false)
    else if (combination !== null) choose(combination)
  }
  return (
    <li>
      <span className="key-row-meaning">{meaning}</span>
      <Button
        className="key-row-key"
        aria-label={asking ? say('keys.pressFor', { meaning }) : say('keys.changeOne', { meaning, key: shown })}
        onClick={() => setAsking(true)}
        onKeyDown={press}
        onBlur={() => setAsking(false)}
      >
        {asking ? say('keys.press') : now === null ? <span className="muted">{shown}</span> : <kbd>{shown}</kbd>}
      </Button>
      <Button
        type="text"
        disabled={now === null}
        aria-label={say('keys.offOne', { meaning })}
        onClick={() => choose(null)}
      >
        {say('keys.off')}
      </Button>
      <Button
        type="text"
        disabled={now === standard}
        aria-label={say('keys.resetOne', { meaning })}
        onClick={() => choose(standard)}
      >
        {say('keys.reset')}
      </Button>
      {problem ? (
        <p className="problem" role="alert">
          {'reserved' in problem
            ? say(`keys.reserved.${problem.reserved}`, { key: combinationText(problem.combination) })
            : say('keys.taken', { key: combinationText(problem.combination), other: keyMeaning(problem.takenBy, say) })}
          {'takenBy' in problem ? (
            <Button
              type="link"
              size="small"
              onClick={() => {
                onChoose({ [name]: problem.combination, [problem.takenBy]: null })
                setProblem(null)
              }}
            >
              {say('keys.takeOver')}
            </Button>
          ) : null}
        </p>
      ) : null}
    </li>
  )
}
