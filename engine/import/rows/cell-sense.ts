/** Spaces of any kind around a text, also those without width that come along when something is copied from a web page. */
const around = /^[\s\u200b\u2060\ufeff]+|[\s\u200b\u2060\ufeff]+$/gu

/** What a cell says, without what spreadsheets put around it to keep a text from being reckoned with: '=1+1, ="0138". */
export const plainCell = (cell: string): string => {
  const text = cell.replace(around, '')
  if (/^'+[=+\-@\t\r\n＝＋－＠#]/.test(text)) return text.slice(1)
  return /^="([^"]*)"$/.exec(text)?.[1]?.trim() ?? text
}

/** What a spreadsheet shows where a formula has no result. */
export const isFormulaError = (text: string): boolean =>
  /^#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)$/i.test(text)

/** Is this the name of a line that sums up others, not of a record. */
export const isTotal = (title: string): boolean =>
  /^(合计|总计|小计|共计|总和|(grand)?total|subtotal)[:：]?$/i.test(
    title
      .normalize('NFKC')
      .replace(/[\s\u200b]+/g, '')
      .trim(),
  )
