import { Button } from 'antd'
import { useSay } from '../i18n/language.ts'
import { type ChosenKeys, keyActions, type KeyName, keyNames } from '../shell/keys/key-actions.ts'
import { keepKeys, useMyKeys } from '../shell/keys/my-keys.ts'
import { SingleKeysSwitch } from '../shell/keys/single-keys-switch.tsx'
import { KeyRow } from './key-row.tsx'

/** Every shortcut can have another key, or none. In force at once, on all her devices. */
export const ShortcutsPage = () => {
  const say = useSay()
  const { keys, chosen } = useMyKeys()
  /** What equals the standard is not kept: a later version may improve it. */
  const choose = (change: ChosenKeys) =>
    keepKeys({
      keys: Object.fromEntries(
        Object.entries({ ...chosen, ...change }).filter(
          ([name, key]) => name in keyActions && key !== keyActions[name as KeyName].standard,
        ),
      ),
    })
  return (
    <>
      <header className="page-head">
        <h1>{say('account.shortcuts')}</h1>
        <Button disabled={Object.keys(chosen).length === 0} onClick={() => keepKeys({ keys: {} })}>
          {say('keys.resetAll')}
        </Button>
      </header>
      <p className="muted">{say('keys.intro')}</p>
      {(['everywhere', 'list', 'record'] as const).map((place) => (
        <section key={place} className="panel account-part" aria-labelledby={`keys-${place}`}>
          <h2 id={`keys-${place}`}>{say(`keys.${place}`)}</h2>
          <ul className="key-rows">
            {keyNames
              .filter((name) => keyActions[name].place === place)
              .map((name) => (
                <KeyRow key={name} name={name} keys={keys} onChoose={choose} />
              ))}
          </ul>
        </section>
      ))}
      <SingleKeysSwitch />
      <p className="muted">{say('keys.singleKeysWhy')}</p>
    </>
  )
}
