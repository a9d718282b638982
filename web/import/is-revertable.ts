import type { ImportData } from '../api/imports.ts'

/** Can an import still be taken back; the server decides anew when it is asked to. */
export const isRevertable = ({ status, revertUntil }: Pick<ImportData, 'status' | 'revertUntil'>): boolean =>
  status !== 'reverted' && revertUntil !== null && Date.parse(revertUntil) > Date.now()
