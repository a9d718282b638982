import { multiply, trimZeros } from '#shared/decimal'

const UNITS: Readonly<Record<string, string>> = { 千: '1000', 万: '10000', 亿: '100000000', 万亿: '1000000000000' }

/**
 * A number as Chinese spreadsheets write it → plain digits for `parseDecimal`: '¥1,234.50', '1.2万', '3亿元', and the
 * bookkeepers' negative '(1,234.50)', '1.2345E+3' where no digit is missing. What it does not understand it hands on as it is.
 */
export const numberInCell = (cell: string): string => {
  const plain = cell
    .normalize('NFKC')
    .replace(/^\s*'|\s|人民币|rmb|cny|[¥元圆]/gi, '')
    .replace(/^\((.*)\)$/, '-$1')
  const [, first, rest = '', power] = /^([+-]?\d)(?:\.(\d+))?E\+?(\d{1,2})$/i.exec(plain) ?? []
  if (first !== undefined && rest.length >= Number(power))
    return `${first}${rest.slice(0, Number(power))}.${rest.slice(Number(power))}`
  const [, number = '', unit = ''] = /^([+-]?[\d,]*\.?\d+)(万亿|亿|万|千)$/.exec(plain) ?? []
  const factor = UNITS[unit]
  return factor
    ? trimZeros(
        multiply(
          number
            .replaceAll(',', '')
            .replace(/^\+/, '')
            .replace(/^(-?)\./, '$10.'),
          factor,
        ),
      )
    : plain
}
