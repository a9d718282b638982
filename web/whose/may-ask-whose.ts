import { useMetadata } from '../api/use-metadata.ts'

/** Whoever may make customers, contacts or leads may ask whose they are. */
export const useMayAskWhose = (): boolean =>
  useMetadata().objects.some(({ rights, duplicates }) => rights.create && duplicates.length > 0)
