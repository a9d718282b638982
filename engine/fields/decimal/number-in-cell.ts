import { multiply, trimZeros } from '#shared/decimal'

const UNITS: Readonly<Record<string, string>> = { 千: '1000', 万: '10000', 亿: '100000000', 万亿: '1000000000000' }

/**
 * A number as Chinese spreadsheets write it → plain digits for `parseDecimal`: '¥1,234.50', '1.2万', '3亿元', and the
 * bookkeepers' negative '(1,234.50)'. What it does not understand it hands on as it is.
 */
export const numberInCell = (cell: string): string => {
  const plain = cell
    .normalize('NFKC')
    .replace(/^\s*'|\s|人民币|rmb|cny|[¥元圆]/gi, '')
    .replace(/^\((.*)\)$/, '-$1')
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
