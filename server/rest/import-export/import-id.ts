import { isUuid, NoSuchImport } from '#engine'
import type { Call } from '../route.ts'

/** The id in the path; anything else is no import of hers. */
export const importId = ({ params }: Pick<Call, 'params'>): string => {
  if (!isUuid(params['id'])) throw NoSuchImport()
  return params['id']
}
