/** Spaces of any kind around a text, also those without width that come along when something is copied from a web page. */
const around = /^[\s\u200b\u2060\ufeff]+|[\s\u200b\u2060\ufeff]+$/gu

/** What a cell says, without what spreadsheets put around it to keep a text from being reckoned with: '=1+1, ="0138". */
export const plainCell = (cell: string): string => {
  const text = cell.replace(around, '')
  if (/^'['\s]*([=+\-@\t\r\n＝＋－＠#]|\d(\.\d+)?E\+|\d{16,}$)/i.test(text)) return text.slice(1)
  return /^="([^"]*)"$/.exec(text)?.[1]?.trim() ?? text
}

/** What a spreadsheet shows where a formula has no result. */
export const isFormulaError = (text: string): boolean =>
  /^#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)$/i.test(text)

/** A number as spreadsheets write a long one, 9.14403E+17, with fewer digits than it has. */
export const isRounded = (text: string): boolean => {
  const [, rest, power] = /^[+-]?\d(?:\.(\d+))?E\+(\d{2,3})$/i.exec(text) ?? []
  return power !== undefined && (rest?.length ?? 0) < Number(power)
}

const nothing = new Set(
  '无|暂无|没有|空|未填|未填写|未提供|未公示|不详|未知|n/a|na|nil|none|null|(null)|(空)|(空白)|(blank)|undefined|nan|\\n'.split(
    '|',
  ),
)

/** What systems and people write where they have nothing to say: -, /, 暂无, NULL, 0000-00-00. */
export const saysNothing = (text: string): boolean =>
  /^([-–—―－/／\\.。*·_]+|0+([-/.])0+\2[01]*0( [0:.]+)?)$/.test(text) ||
  nothing.has(text.normalize('NFKC').trim().toLowerCase())

/** Is this the name of a line that sums up others, not of a record. */
export const isTotal = (title: string): boolean =>
  /^(合计|总计|小计|共计|总和|(grand)?total|subtotal)[:：]?$/i.test(
    title
      .normalize('NFKC')
      .replace(/[\s\u200b]+/g, '')
      .trim(),
  )
