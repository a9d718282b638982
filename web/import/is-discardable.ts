import type { ImportData } from '../api/imports.ts'

/** Has nothing been written yet, so that an upload can be thrown away. */
export const isDiscardable = ({ startedAt }: Pick<ImportData, 'startedAt'>): boolean => startedAt === null
