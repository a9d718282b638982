import type { Stage } from './pipeline.ts'

/** A stage as placing and gates look at it. */
export interface Place {
  readonly id: string
  readonly name: string
  readonly position: number
  readonly probability: Stage['probability']
  readonly outcome: Stage['outcome']
  readonly entryFields: Stage['entryFields']
  readonly entryCondition: Stage['entryCondition']
  readonly entryMessage: Stage['entryMessage']
  readonly entryMessageEn: Stage['entryMessageEn']
  /** Without a name where it lies in the recycle bin. */
  readonly pipeline: { readonly id: string; readonly name?: string; readonly position: number | null }
}

/** All stages there are, with the order of their pipelines. */
export const stages = {
  of: 'stage',
  fields: [
    'name',
    'position',
    'probability',
    'outcome',
    'entryFields',
    'entryCondition',
    'entryMessage',
    'entryMessageEn',
    'pipeline.name',
    'pipeline.position',
  ],
  when: ['pipeline', 'stage'],
} as const

/** In this order the first is where a new opportunity starts. */
export const inOrderOfPipelines = (places: readonly Place[]): Place[] =>
  places.toSorted(
    (a, b) =>
      (a.pipeline.position ?? Infinity) - (b.pipeline.position ?? Infinity) ||
      compareTexts(a.pipeline.id, b.pipeline.id) ||
      a.position - b.position ||
      compareTexts(a.id, b.id),
  )

const compareTexts = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
