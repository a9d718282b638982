import { Link } from '@tanstack/react-router'
import { type Say, useSay } from '../i18n/language.ts'
import { Dialog } from '../ui/overlay/dialog.tsx'
import { combinationText } from './keys/combination.ts'
import { keyActions, type KeyName, keyNames, type KeyPlace, type Keys } from './keys/key-actions.ts'
import { keyMeaning } from './keys/key-text.ts'
import { useMyKeys } from './keys/my-keys.ts'
import { SingleKeysSwitch } from './keys/single-keys-switch.tsx'

/** Keys of the grid and the board that are as everywhere else: arrows, Enter, copy and paste. */
const fixed = (say: Say): Readonly<Record<KeyPlace | 'board', [string, string][]>> => ({
  everywhere: [['Esc', say('keys.escape')]],
  list: [
    ['↑ ↓ ← →', say('keys.move')],
    ['Shift ↑↓←→', say('keys.extend')],
    ['Enter', say('keys.open')],
    ['Ctrl C / V', say('keys.copyPaste')],
  ],
  record: [],
  board: [
    ['↑ ↓ ← →', say('keys.moveCard')],
    ['Shift ← →', say('keys.advance')],
  ],
})

const isGoTo = (name: KeyName) => name.startsWith('goTo')

const chosenKeys = (keys: Keys, place: KeyPlace | 'board', say: Say): [string, string][] =>
  keyNames
    .filter((name) => keyActions[name].place === place && !isGoTo(name))
    .flatMap((name) => {
      const key = keys[name]
      return key === null ? [] : [[combinationText(key), keyMeaning(name, say)] as [string, string]]
    })

/** Nine menus in one line. */
const goTo = (keys: Keys, say: Say): [string, string][] => {
  const all = keyNames.filter(isGoTo).flatMap((name) => keys[name] ?? [])
  const text = all.join('') === '123456789' ? '1–9' : all.map(combinationText).join(' ')
  return text === '' ? [] : [[text, say('keys.goTo')]]
}

/** All keys as this person has them. */
export const ShortcutsSheet = ({ onClose }: { onClose: () => void }) => {
  const say = useSay()
  const { keys } = useMyKeys()
  return (
    <Dialog title={say('keys.title')} onClose={onClose} width={720}>
      <div className="shortcuts">
        {(['everywhere', 'list', 'record', 'board'] as const).map((place) => (
          <section key={place}>
            <h3>{say(`keys.${place}`)}</h3>
            <dl>
              {[
                ...chosenKeys(keys, place, say),
                ...(place === 'everywhere' ? goTo(keys, say) : []),
                ...fixed(say)[place],
              ].map(([key, meaning]) => (
                <div key={`${key} ${meaning}`}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{meaning}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className="shortcuts-foot">
        <SingleKeysSwitch />
        <Link to="/account/shortcuts" onClick={onClose}>
          {say('keys.change')}
        </Link>
      </div>
    </Dialog>
  )
}
