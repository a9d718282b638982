import { defineError } from '../errors.ts'

export const TooCostly = defineError(
  'request.tooCostly',
  400,
  '请求太大:{what}最多 {limit}。请分成几次,或缩小范围',
  'The request asks too much: {what} is limited to {limit}. Split it up or narrow it down',
)

/** What one request may ask for. A refusal names the limit that it ran into. */
export const limits = {
  /** Records on one page. */
  page: 200,
  /** References followed by one path. */
  hops: 3,
  /** Tests in one filter. */
  tests: 60,
  /** and/or/not inside each other. */
  depth: 8,
  /** Values in one list (`in`, `hasAny`). */
  list: 1_000,
  /** Conditions on related lists inside each other. */
  related: 2,
  /** Other tables joined for one request. */
  joins: 12,
  sortKeys: 3,
  groups: 3,
  measures: 10,
  /** Groups that one aggregate answers with. */
  groupRows: 1_000,
  /** Fields asked for at once. */
  fields: 120,
  /** Counts are exact up to here, then estimated, and said so. */
  count: 10_000,
} as const
