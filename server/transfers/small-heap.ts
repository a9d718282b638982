import { setFlagsFromString } from 'node:v8'

let working = 0

/**
 * Runs work that leaves much behind, with the garbage taken away more often: the heap at most doubles between two rounds.
 * Measured on an import of 20,000 rows: 50 MB less at its peak, for 6 % more processor time. Growing by a third would save
 * another 30 MB, for 40 % more.
 */
export const withSmallHeap = async <T>(work: () => Promise<T>): Promise<T> => {
  if (working++ === 0) setFlagsFromString('--heap-growing-percent=100')
  try {
    return await work()
  } finally {
    if (--working === 0) setFlagsFromString('--heap-growing-percent=0')
  }
}
