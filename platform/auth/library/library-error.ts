import type { AppError } from '#engine'
import {
  AuthFailed,
  AuthRequired,
  InvalidCredentials,
  ResetLinkInvalid,
  ResetUnavailable,
  TooManyAttempts,
  WrongCode,
  WrongPassword,
} from '../auth-errors.ts'

const sentences: Record<string, () => AppError> = {
  INVALID_EMAIL_OR_PASSWORD: InvalidCredentials,
  INVALID_EMAIL: InvalidCredentials,
  FAILED_TO_CREATE_SESSION: InvalidCredentials,
  INVALID_PASSWORD: WrongPassword,
  INVALID_TOKEN: ResetLinkInvalid,
  RESET_PASSWORD_DISABLED: ResetUnavailable,
  INVALID_CODE: WrongCode,
  INVALID_BACKUP_CODE: WrongCode,
  INVALID_TWO_FACTOR_COOKIE: WrongCode,
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: WrongCode,
  ACCOUNT_TEMPORARILY_LOCKED: () => TooManyAttempts({ minutes: 15 }).with({ retryAfter: 900 }),
}

/** The library's refusal in our words; its own may tell more than they should, and in English only. */
export const libraryError = (status: number, code: unknown): AppError =>
  (sentences[String(code)] ?? (status === 401 ? AuthRequired : AuthFailed))()
