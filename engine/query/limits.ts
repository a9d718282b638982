import { defineError } from '../errors.ts'

export const TooCostly = defineError(
  'request.tooCostly',
  400,
  '请求太大:{what}最多 {limit}。请分成几次,或缩小范围',
  'The request asks too much: {what} is limited to {limit}. Split it up or narrow it down',
)

/** What a limit is of, as the refusal names it. */
export const limited = {
  hops: { 'zh-CN': '关联层数', en: 'the references in one path' },
  tests: { 'zh-CN': '条件个数', en: 'the number of conditions' },
  depth: { 'zh-CN': '条件嵌套层数', en: 'the depth of nested conditions' },
  related: { 'zh-CN': '关联列表条件的嵌套', en: 'the nesting of conditions on related lists' },
  joins: { 'zh-CN': '关联表', en: 'the number of related tables' },
  sortKeys: { 'zh-CN': '排序字段', en: 'the number of sort fields' },
  groups: { 'zh-CN': '分组层数', en: 'the number of groups' },
  measures: { 'zh-CN': '指标个数', en: 'the number of measures' },
  fields: { 'zh-CN': '字段', en: 'the number of fields' },
} as const

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
