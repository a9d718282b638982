import { useObject } from '../api/use-metadata.ts'

/** May this person write anything into a timeline: without that there is neither a place for it nor a button. */
export const useMayCompose = (): boolean => {
  const [activity, comment] = [useObject('activity'), useObject('comment')]
  return activity?.rights.create === true || comment?.rights.create === true
}
