import { Switch } from 'antd'
import { useSay } from '../../i18n/language.ts'
import { keepKeys, useMyKeys } from './my-keys.ts'

/** Whether single letters are shortcuts, for who speaks to her computer or hits keys by chance (WCAG 2.1.4). */
export const SingleKeysSwitch = () => {
  const say = useSay()
  const { singleKeys } = useMyKeys()
  return (
    <label className="shortcuts-switch">
      <Switch
        checked={singleKeys}
        onChange={(on) => keepKeys({ singleKeys: on })}
        aria-label={say('keys.singleKeys')}
      />
      {say('keys.singleKeys')}
    </label>
  )
}
