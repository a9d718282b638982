import { AppError } from '../errors.ts'

/** Runs a check whose errors belong to one part of what was asked. */
export const pinned = <T>(field: string, check: () => T): T => {
  try {
    return check()
  } catch (error) {
    if (error instanceof AppError) error.field = field
    throw error
  }
}
