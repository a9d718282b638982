/** 'AB12' → row 12 and column 27, counted from 0; null for anything else. */
export const cellAt = (reference: string): { readonly row: number; readonly column: number } | null => {
  let column = 0
  let i = 0
  for (; i < reference.length; i++) {
    const code = reference.charCodeAt(i)
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  const row = Number(reference.slice(i))
  return column > 0 && column < 20_000 && Number.isInteger(row) && row > 0 ? { row, column: column - 1 } : null
}
