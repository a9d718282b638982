import { trimZeros } from '#shared/decimal'
import { wallClock } from '#shared/zone'
import { type Operation, strict } from './operation.ts'

/** What can be done with texts, and how other values are written as one. */
export const texts = {
  /** A missing text joins as an empty one, so that `last + first` shows what there is. */
  concat: ([a, b]) => ((a ?? '') as string) + ((b ?? '') as string),
  /** Characters as people count them in Chinese: code points, not UTF-16 units. */
  length: ([text]) => String([...((text ?? '') as string)].length),
  // A–Z only: what other letters become differs between languages, and between PostgreSQL's collations.
  lower: strict((text: string) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())),
  upper: strict((text: string) => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase())),

  textOfNumber: strict(trimZeros),
  textOfFlag: strict((flag: boolean) => String(flag)),
  textOfDate: strict((date: string) => date),
  /** 2026-03-31 14:05 on the wall clocks of the workspace. */
  textOfTime: ([time], { zone }) =>
    time === null
      ? null
      : wallClock(new Date(time as number), zone)
          .slice(0, 16)
          .replace('T', ' '),
} satisfies Record<string, Operation>
