import type { Say } from '../../i18n/language.ts'
import type { KeyName } from './key-actions.ts'

/** What a key does, in words. */
export const keyMeaning = (name: KeyName, say: Say): string =>
  name.startsWith('goTo')
    ? say('keys.goToOne', { at: name.slice(4) })
    : say(`keys.${name as Exclude<KeyName, `goTo${number}`>}`)
