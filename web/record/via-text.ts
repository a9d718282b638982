import type { Say } from '../i18n/language.ts'

const known = ['ui', 'api', 'import', 'rule', 'job', 'action', 'system'] as const

/** Through what a change was made. */
export const viaText = (via: string, say: Say): string => {
  const way = known.find((one) => one === via)
  return way ? say(`via.${way}`) : say('via.other')
}
