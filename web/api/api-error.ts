/** One thing that is wrong with a request, with the field or row that has it. */
export interface Problem {
  readonly field?: string
  readonly row?: number
  readonly code: string
  readonly message: string
  readonly value?: unknown
  /** Fields by which it can be mended, where that is not `field` itself. */
  readonly fields?: readonly string[]
  /** What it collides with, where the caller may see that. */
  readonly existing?: { readonly id: string; readonly title: string }
}

/** What the server says when it refuses (RFC 9457), or `status` 0 when it was not reached. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: string
  readonly requestId: string
  readonly problems: readonly Problem[]
  /** All members of the answer, for those that carry more: `theirs`, `original`, `version` of a conflict. */
  readonly body: Readonly<Record<string, unknown>>

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    super(text(body['detail']) || text(body['title']) || text(body['message']))
    this.status = status
    this.body = body
    this.code = text(body['code'])
    this.requestId = text(body['requestId'])
    this.problems = Array.isArray(body['problems']) ? (body['problems'] as Problem[]) : []
  }
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')

/** What to show of anything thrown: the sentence of the first problem is closest to the cause. */
export const reasonOf = (error: unknown): string =>
  error instanceof ApiError
    ? (error.problems[0]?.message ?? error.message)
    : error instanceof Error
      ? error.message
      : String(error)
