import { ApiError } from '../api/api-error.ts'
import type { Say } from '../i18n/language.ts'
import { explain } from '../ui/error-panel.tsx'

/** What to say beneath a field that was refused: the server's own sentence where it was reached and knows the cause. */
export const refusalText = (error: unknown, say: Say): string =>
  error instanceof ApiError && error.status >= 400 && error.status < 500 && error.message
    ? (error.problems[0]?.message ?? error.message)
    : explain(error, say).what
