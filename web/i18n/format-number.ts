import { round } from '#shared/decimal'
import type { Language } from './language.ts'

/** `'1860000.50'` → `'1,860,000.50'`. Works on the text: a decimal never passes through a float. */
export const groupDigits = (decimal: string): string => {
  const [whole = '', rest] = decimal.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return rest === undefined ? grouped : `${grouped}.${rest}`
}

/** A sum with its two digits after the point, be it a field of its own or worked out: `'120'` → `'120.00'`. */
export const moneyDigits = (decimal: string): string => {
  // What has just been typed into a cell may not be a number yet.
  return /^-?\d+(\.\d+)?$/.test(decimal) ? groupDigits(round(decimal, 2)) : decimal
}

const signs: Record<string, string> = { CNY: '¥', USD: '$', EUR: '€', HKD: 'HK$', GBP: '£', JPY: '¥' }
export const currencySign = (currency: string): string => signs[currency] ?? currency + ' '

/** A sum where space is short: ¥186万 · ¥4,822.2万 · ¥1.2亿; ¥1.86M in English. Rounded for display only. */
export const shortMoney = (decimal: string, language: Language, currency = 'CNY'): string => {
  const amount = Number(decimal)
  const steps: [number, string][] =
    language === 'en'
      ? [
          [1e9, 'B'],
          [1e6, 'M'],
          [1e3, 'K'],
        ]
      : [
          [1e8, '亿'],
          [1e4, '万'],
        ]
  const [size, unit] = steps.find(([size]) => Math.abs(amount) >= size) ?? [1, '']
  const digits = unit === '' ? 2 : Math.abs(amount) / size >= 100 ? 1 : 2
  return currencySign(currency) + groupDigits(String(Number((amount / size).toFixed(digits)))) + unit
}

/** A count with separators: 1,284. */
export const count = (n: number): string => groupDigits(String(n))
