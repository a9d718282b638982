/** Where a key works: everywhere, or on one kind of page. */
export type KeyPlace = 'everywhere' | 'list' | 'record'

interface KeyAction {
  readonly place: KeyPlace
  readonly standard: string
}

const in_ = (place: KeyPlace, keys: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(keys).map(([name, standard]) => [name, { place, standard }]))

const everywhere = {
  palette: 'Ctrl+K',
  new: 'C',
  sheet: '?',
  help: 'F1',
  goTo1: '1',
  goTo2: '2',
  goTo3: '3',
  goTo4: '4',
  goTo5: '5',
  goTo6: '6',
  goTo7: '7',
  goTo8: '8',
  goTo9: '9',
}
const list = {
  quickSearch: '/',
  select: 'Space',
  selectAll: 'Ctrl+A',
  peek: 'Shift+Enter',
  editCell: 'F2',
  undo: 'Ctrl+Z',
}
const record = { editRecord: 'E', compose: 'N', next: 'J', previous: 'K' }

export type KeyName = keyof typeof everywhere | keyof typeof list | keyof typeof record

/** What a key can be chosen for, with the key it has until somebody chooses another. */
export const keyActions = {
  ...in_('everywhere', everywhere),
  ...in_('list', list),
  ...in_('record', record),
} as Readonly<Record<KeyName, KeyAction>>

export const keyNames = Object.keys(keyActions) as readonly KeyName[]

/** What a person chose: another combination, or null for none. What is not named has its standard key. */
export type ChosenKeys = Readonly<Record<string, string | null>>

/** The combination for each action; null where it is off. */
export type Keys = Readonly<Record<KeyName, string | null>>

export const keysOf = (chosen: ChosenKeys = {}): Keys =>
  Object.fromEntries(
    keyNames.map((name) => [name, chosen[name] === undefined ? keyActions[name].standard : chosen[name]]),
  ) as Keys

/** What has this combination already, where both could be meant. */
export const conflictOf = (keys: Keys, name: KeyName, combination: string): KeyName | null => {
  const { place } = keyActions[name]
  const meets = (other: KeyPlace) => place === 'everywhere' || other === 'everywhere' || other === place
  return (
    keyNames.find((other) => other !== name && keys[other] === combination && meets(keyActions[other].place)) ?? null
  )
}
