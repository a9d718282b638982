/** A number as spreadsheets write it: '13800138000 with their mark for text, 13800138000.0, 1.3800138001E+10. */
export const phoneInCell = (cell: string): string => {
  const text = cell
    .normalize('NFKC')
    .trim()
    .replace(/^'/, '')
    .replace(/^(\d{5,})\.0+$/, '$1')
  const [, first, rest = '', power] = /^(\d)(?:\.(\d+))?E\+?(\d{1,2})$/i.exec(text) ?? []
  // With fewer digits than it had it is not one to guess at.
  return first !== undefined && rest.length === Number(power) ? first + rest : text
}
