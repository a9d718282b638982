import { type AppError, defineError } from '#engine'
import { commonPasswords } from './common-passwords.ts'

export const PasswordTooShort = defineError(
  'password.tooShort',
  422,
  '密码至少 {min} 个字符',
  'A password has at least {min} characters',
)
export const PasswordTooLong = defineError(
  'password.tooLong',
  422,
  '密码最多 {max} 个字符',
  'A password has at most {max} characters',
)
export const PasswordTooCommon = defineError(
  'password.tooCommon',
  422,
  '这个密码太常见,很容易被猜到,请换一个',
  'This password is among the first that guessers try, please choose another',
)
export const PasswordHasEmail = defineError(
  'password.hasEmail',
  422,
  '密码不能包含邮箱名',
  'A password must not contain the name of the e-mail address',
)
export const PasswordTooPlain = defineError(
  'password.tooPlain',
  422,
  '密码须包含大写字母、小写字母、数字、符号中的至少 {kinds} 种',
  'A password needs at least {kinds} of: capital letters, small letters, digits, symbols',
)

/** What a password has to be. Lengths count characters, not bytes. */
export interface PasswordPolicy {
  readonly minLength: number
  readonly maxLength: number
  /** How many of capitals, small letters, digits and symbols it must mix; 0 asks for none. */
  readonly kinds: number
  /** Days until it must be changed; 0 means never. */
  readonly maxAgeDays: number
}

/** NIST SP 800-63B: length and a list of known bad ones, no rules of composition, no expiry. */
export const standardPolicy: PasswordPolicy = { minLength: 8, maxLength: 128, kinds: 0, maxAgeDays: 0 }

/** What assessors of 等保三级 (GB/T 22239-2019, 8.1.4.1: complex and changed regularly) expect to be shown. */
export const level3Policy: PasswordPolicy = { minLength: 8, maxLength: 128, kinds: 3, maxAgeDays: 90 }

/** What is wrong with this password for the login of this address, or null. */
export const checkPassword = (password: string, email: string, policy = standardPolicy): AppError | null => {
  const length = [...password].length
  if (length < policy.minLength) return PasswordTooShort({ min: policy.minLength })
  if (length > policy.maxLength) return PasswordTooLong({ max: policy.maxLength })
  const plain = password.normalize('NFKC').toLowerCase()
  if (commonPasswords.has(plain) || isRun(plain)) return PasswordTooCommon()
  const name = email.toLowerCase().split('@')[0] ?? ''
  if (name.length >= 3 && plain.includes(name)) return PasswordHasEmail()
  const kinds = [/\p{Lu}/u, /\p{Ll}/u, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(password)).length
  return kinds < policy.kinds ? PasswordTooPlain({ kinds: policy.kinds }) : null
}

/** Is every character the same step away from the one before: aaaaaaaa, 12345678, 87654321, abcdefgh (and 1234567890). */
const isRun = (text: string): boolean => {
  const codes = [...text.replace(/90$/, '9:')].map((character) => character.codePointAt(0) ?? 0)
  const step = (codes[1] ?? 0) - (codes[0] ?? 0)
  return Math.abs(step) <= 1 && codes.every((code, i) => i === 0 || code - (codes[i - 1] ?? 0) === step)
}
