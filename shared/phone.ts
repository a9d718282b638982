import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** New mobile segments are in use before the number metadata knows them. */
const CHINESE_MOBILE = /^\+861[3-9]\d{9}$/

/** Most numbers by far: no metadata needed, and a file of 100,000 of them is read ten times as fast. 179 may be a carrier's prefix. */
const PLAIN_MOBILE = /^(?:\+86)?(1(?:[3-689]\d|7[0-8])\d{8})$/

/**
 * A number as people write it → E.164 with its extension, '+862160861234;ext=801'; null if it is none. Without a country
 * code it is a number of mainland China. Full width, spaces, dashes, brackets, 转 and 分机 are understood.
 */
export const parsePhone = (text: string): string | null => {
  const plain = text
    .normalize('NFKC')
    // Address books of telephones wrap numbers in marks of writing direction.
    .replace(/\p{Cf}/gu, '')
    .replace(/[‐-―−]/g, '-')
    .replace(/\s*(?:转|分机号?)\s*[::-]?\s*(?=\d)/g, ';ext=')
    .trim()
  const mobile = PLAIN_MOBILE.exec(plain)
  if (mobile) return `+86${mobile[1]}`
  const number = parsePhoneNumberFromString(plain, { defaultCountry: 'CN', extract: false })
  if (!number || !(number.isValid() || CHINESE_MOBILE.test(number.number))) return null
  return number.ext ? `${number.number};ext=${number.ext}` : number.number
}

/**
 * A stored number for reading: mainland mobiles '138 0013 8000', other mainland numbers as they are dialled at home
 * '021 6086 1234', foreign ones '+852 2345 6789'; an extension follows as '转801'.
 */
export const formatPhone = (stored: string): string => {
  const [main = '', extension] = stored.split(';ext=')
  const number = parsePhoneNumberFromString(main)
  if (!number) return stored
  const readable = number.country === 'CN' ? number.formatNational() : number.formatInternational()
  return extension ? `${readable} 转${extension}` : readable
}
