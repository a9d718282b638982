/** What a pressed key says about itself; a KeyboardEvent of browser or React. */
interface Pressed {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  getModifierState(key: string): boolean
}

/** Keys that are no character, as `KeyboardEvent.key` names them. */
const named = /^(F\d{1,2}|Enter|Escape|Tab|Backspace|Delete|Insert|Home|End|Page(Up|Down)|Arrow(Up|Down|Left|Right))$/

/**
 * A pressed combination by one name: `C`, `?`, `Shift+Enter`, `Ctrl+K`. The command key of a Mac counts as Ctrl. Null for a
 * modifier alone, and for what an input method or AltGr is about to write.
 */
export const combinationOf = (event: Pressed): string | null => {
  const { key, code, altKey, shiftKey } = event
  // The browser's own filling in of forms is a keydown without a key.
  if (!key || event.getModifierState('AltGraph')) return null
  // With Alt a Mac writes another sign: the key is meant.
  const letter = altKey && code.startsWith('Key') ? code.slice(3) : key
  const base =
    letter === ' ' ? 'Space' : letter.length === 1 ? letter.toUpperCase() : named.test(letter) ? letter : null
  if (base === null) return null
  // A sign that is reached by Shift is named by itself: `?`, wherever it lies on this keyboard.
  const shifted = shiftKey && (base.length > 1 || /[A-Z]/.test(base))
  return [event.ctrlKey || event.metaKey ? 'Ctrl' : '', altKey ? 'Alt' : '', shifted ? 'Shift' : '', base]
    .filter(Boolean)
    .join('+')
}

/** Fires while one types: such a key must be one that can be turned off (WCAG 2.1.4). */
export const isSingleKey = (combination: string): boolean => !/^(Ctrl|Alt)\+|^(Shift\+)?F\d/.test(combination)

/** Why a combination cannot be chosen: the browser has it, it moves and confirms, or it edits text everywhere. */
export type Reserved = 'browser' | 'moves' | 'text'

const ofBrowser = new Set(
  [
    ...[...'NTWQLDFGHJOPRSUE0123456789+-='].map((key) => `Ctrl+${key}`),
    ...[...'NTWIJCPRBOQMA'].map((key) => `Ctrl+Shift+${key}`),
    ...[...'DEFH0123456789'].map((key) => `Alt+${key}`),
    ...[3, 5, 6, 7, 10, 11, 12].map((key) => `F${key}`),
    'Ctrl+F4',
    'Ctrl+F5',
    'Alt+F4',
    'Alt+Home',
  ].flatMap((one) => (/F\d+$/.test(one) ? [one, `Shift+${one}`] : [one])),
)
const ofText = new Set([...'ACVXZYBI'].map((key) => `Ctrl+${key}`).concat('Ctrl+Shift+Z', 'Ctrl+Shift+V'))
const moving = /(^|\+)(Enter|Escape|Tab|Space|Backspace|Delete|Insert|Home|End|Page(Up|Down)|Arrow\w+)$/

export const reservedFor = (combination: string): Reserved | null =>
  ofBrowser.has(combination) ? 'browser' : moving.test(combination) ? 'moves' : ofText.has(combination) ? 'text' : null

/** As it is written on the screen. */
export const combinationText = (combination: string): string =>
  combination === '+' ? combination : combination.replaceAll('+', ' ')

/** For `aria-keyshortcuts`. */
export const ariaCombination = (combination: string): string => combination.replace('Ctrl+', 'Control+')
