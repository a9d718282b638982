import type { Tokens } from './tokens.ts'

type Pair = readonly [front: keyof Tokens, ground: keyof Tokens]

/** Text and the grounds it stands on: 4.5 to 1 at least. */
export const textPairs: readonly Pair[] = [
  ['text', 'container'],
  ['text', 'layout'],
  ['text', 'elevated'],
  ['text', 'selected'],
  ['text', 'hover'],
  ['text2', 'container'],
  ['text2', 'layout'],
  ['text2', 'neutralGround'],
  ['text3', 'container'],
  ['text3', 'layout'],
  ['text3', 'side'],
  ['text3', 'selected'],
  ['text3', 'hover'],
  ['placeholder', 'container'],
  ['placeholder', 'elevated'],
  ['sideText', 'side'],
  ['sideSelectedText', 'sideSelected'],
  ['onPrimary', 'primary'],
  ['onPrimary', 'primaryHover'],
  ['link', 'container'],
  ['link', 'layout'],
  ['link', 'selected'],
  ['success', 'successGround'],
  ['warning', 'warningGround'],
  ['error', 'errorGround'],
  ['error', 'container'],
  ['error', 'layout'],
  ['error', 'selected'],
  ['info', 'infoGround'],
]

/** Lines and marks that must be seen, and what they lie on: 3 to 1 at least. */
export const edgePairs: readonly Pair[] = [
  ['border', 'container'],
  ['border', 'elevated'],
  ['focus', 'container'],
  ['focus', 'layout'],
  ['spine', 'container'],
]
