import { type Density, useAppearance } from './theme/appearance.ts'
import { useMedia } from './use-media.ts'

const heights: Record<Density, number> = { compact: 30, standard: 36, loose: 44 }

/** Height of a row in px; a finger needs 44 whatever the density. */
export const useRowHeight = (): number => {
  const { density } = useAppearance()
  return useMedia('(pointer: coarse)') ? 44 : heights[density]
}
