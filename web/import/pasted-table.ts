/** A table that was copied from a spreadsheet, as a file; undefined where the text is no table. */
export const pastedTable = (text: string, name: string): File | undefined => {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const isTable = lines.length > 1 && lines.filter((line) => line.includes('\t')).length > lines.length / 2
  const isColumn = lines.length > 1 && !text.includes('\t')
  return isTable || isColumn ? new File([text], `${name}.csv`, { type: 'text/csv' }) : undefined
}
