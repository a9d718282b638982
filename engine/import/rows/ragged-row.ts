import type { FileFacts } from '../analyse.ts'
import type { ImportSettings } from '../mapping/mapping.ts'

/**
 * Was a row of a CSV split wrongly: it has more cells than others or lacks some. Empty cells behind the last column say
 * nothing, many programs write a delimiter too many or leave them out.
 */
export const isRagged = (
  cells: readonly string[],
  { widths }: Pick<FileFacts, 'widths'>,
  { acceptShortRows }: Pick<ImportSettings, 'acceptShortRows'>,
): boolean => {
  if (widths === undefined || widths.includes(cells.length)) return false
  if (acceptShortRows && cells.length < Math.max(...widths)) return false
  const filled = cells.findLastIndex((cell) => cell.trim() !== '') + 1
  return cells.length < widths[0]! || filled > widths[0]!
}
