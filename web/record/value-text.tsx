import type { CellProps } from '../field-view.tsx'
import { cellOf } from '../fields.ts'

/** A value within a line of text: numbers and money as a list shows them, everything else in words. */
export const ValueText = ({ value, field }: CellProps) => {
  const { Cell, text, align } = cellOf(field)
  return align === 'end' ? <Cell value={value} field={field} /> : <>{text(value, field)}</>
}
