import type { Duplicate } from '../api/duplicates.ts'
import type { Say } from '../i18n/language.ts'

/** Of a colleague's record out of reach: only that it is there, and whose it is where the company tells. */
export const duplicateText = ({ title, owner, department }: Duplicate, say: Say): string => {
  if (title) return owner ? say('form.duplicateOwner', { title, owner }) : say('form.duplicate', { title })
  if (!owner) return say('form.takenByNobody')
  return department ? say('form.takenIn', { owner, department }) : say('form.taken', { owner })
}
