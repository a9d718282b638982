import { defineError } from '../errors.ts'

export const NotText = defineError('field.notText', 422, '应为文字', 'Text expected')
export const BadCharacters = defineError(
  'field.badCharacters',
  422,
  '含有无法保存的字符(空字符或不完整的 Unicode),请删去后重试',
  'Contains characters that cannot be stored (NUL or broken Unicode); remove them and try again',
)

/** Any outside text in the one form we store: Unicode NFC, no NUL (PostgreSQL refuses it), no lone surrogates. */
export const cleanText = (input: unknown): string => {
  if (typeof input !== 'string') throw NotText()
  if (input.includes('\0') || !input.isWellFormed()) throw BadCharacters()
  return input.normalize('NFC')
}
