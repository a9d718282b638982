import type { ReactNode } from 'react'

export interface SimpleColumn<Row> {
  readonly title: string
  readonly cell: (row: Row) => ReactNode
  readonly align?: 'end'
}

/** A plain table for settings: few rows, no sorting, no virtual rows. */
export const SimpleTable = <Row,>({
  label,
  rows,
  columns,
  keyOf,
}: {
  label: string
  rows: readonly Row[]
  columns: readonly SimpleColumn<Row>[]
  keyOf: (row: Row) => string
}) => (
  <div className="simple-table panel" role="region" aria-label={label} tabIndex={0}>
    <table>
      <thead>
        <tr>
          {columns.map(({ title, align }, at) => (
            <th key={title || at} scope="col" data-align={align}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ title, cell, align }, at) => (
              <td key={title || at} data-align={align}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
