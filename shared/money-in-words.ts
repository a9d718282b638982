import { type Decimal, round } from './decimal.ts'

const DIGITS = [...'零壹贰叁肆伍陆柒捌玖']
const PLACES = ['仟', '佰', '拾', '']

/**
 * An amount in capital Chinese numerals, as cheques, contracts and receipts carry it: 1234.50 → 壹仟贰佰叁拾肆元伍角整.
 * Rules of the People's Bank of China (《支付结算办法》附一): 整 after 元 or 角, none after 分; a run of zeros is one 零.
 * Up to 16 digits before the point.
 */
export const moneyInWords = (amount: Decimal): string => {
  const [whole = '', cents = ''] = round(amount, 2).replace('-', '').split('.')
  if (whole.length > 16) throw new RangeError(`Too large for words: ${amount}`)
  const [jiao = 0, fen = 0] = [...cents].map(Number)
  const yuan = wholeInWords(whole)
  const sign = round(amount, 2).startsWith('-') ? '负' : ''
  if (yuan === '' && jiao === 0 && fen === 0) return '零元整'

  const head = yuan === '' ? '' : `${yuan}元`
  if (jiao === 0 && fen === 0) return `${sign}${head}整`
  const tenths = jiao === 0 ? (head === '' ? '' : '零') : `${DIGITS[jiao]}角`
  return `${sign}${head}${tenths}${fen === 0 ? '整' : `${DIGITS[fen]}分`}`
}

/** Four digits at a time; 万 and 亿 nest, so 12345678亿 reads 壹仟贰佰叁拾肆万伍仟陆佰柒拾捌亿. Zero is ''. */
const wholeInWords = (digits: string): string => {
  const number = digits.replace(/^0+/, '')
  if (number.length > 8) return join(number, 8, '亿')
  if (number.length > 4) return join(number, 4, '万')
  return fourInWords(number)
}

const join = (number: string, low: number, unit: string): string => {
  const rest = number.slice(-low)
  const words = wholeInWords(rest)
  const gap = words !== '' && rest.startsWith('0') ? '零' : ''
  return `${wholeInWords(number.slice(0, -low))}${unit}${gap}${words}`
}

const fourInWords = (digits: string): string =>
  [...digits.padStart(4, '0')]
    .map((digit, place) => (digit === '0' ? '零' : `${DIGITS[Number(digit)]}${PLACES[place]}`))
    .join('')
    .replace(/零+/g, '零')
    .replace(/^零|零$/g, '')
