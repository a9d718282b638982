import type { ImportData } from '../api/imports.ts'

export const steps = ['upload', 'map', 'duplicates', 'check', 'run'] as const
export type Step = (typeof steps)[number]

/** What the address may ask for; the rest follows from how far the import is. */
export type AskedStep = 'map' | 'duplicates' | 'check'

export const readStep = (value: unknown): AskedStep | undefined =>
  value === 'map' || value === 'duplicates' || value === 'check' ? value : undefined

/** Where an import stands: what has written rows cannot go back to its settings. */
export const stepOf = (made: Pick<ImportData, 'status' | 'startedAt'>, asked: AskedStep | undefined): Step => {
  if (made.startedAt !== null) return 'run'
  if (made.status === 'checking') return 'check'
  return asked ?? (made.status === 'mapping' ? 'map' : 'check')
}
