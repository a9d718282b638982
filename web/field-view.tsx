import type { ComponentType } from 'react'
import type { FieldMeta } from './api/metadata.ts'

export interface CellProps {
  /** Never empty: the list draws `—` for that itself. */
  readonly value: unknown
  readonly field: FieldMeta
}

/** How one kind of field is shown and copied. Cells are drawn by the thousand: plain elements, no antd, no hooks that cost. */
export interface FieldView {
  readonly Cell: ComponentType<CellProps>
  /** As it is copied to a spreadsheet. */
  text(value: unknown, field: FieldMeta): string
  /** A pasted or typed text as the API takes it; the server checks it. Undefined when it cannot be one. */
  parse?(text: string, field: FieldMeta): unknown
  readonly align?: 'end'
  /** Width of its column in px, unless the person has chosen one. */
  readonly width: number
  /** Choosing is enough: the grid saves at once, without Enter. */
  readonly picks?: boolean
}

export interface InputProps {
  readonly field: FieldMeta
  readonly value: unknown
  onChange(value: unknown): void
  /** Ties it to its label and its problem. */
  readonly id: string
  readonly describedBy?: string
  readonly invalid?: boolean
  readonly placeholder?: string
  readonly disabled?: boolean
  readonly autoFocus?: boolean
  /** In a cell of the grid: no border, choices open at once. */
  readonly inline?: boolean
}

/** A kind's cell; without one of its own it shows its text. */
export const defineCell = (view: Omit<FieldView, 'Cell'> & { Cell?: ComponentType<CellProps> }): FieldView => {
  const Plain = ({ value, field }: CellProps) => <>{view.text(value, field)}</>
  return { Cell: Plain, ...view }
}

/** null, undefined, '' and an empty list all mean that nothing was entered. */
export const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
