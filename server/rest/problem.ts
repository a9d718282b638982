import type { FastifyReply, FastifyRequest } from 'fastify'
import * as z from 'zod'
import { AppError, defineError, type Language, type Problem } from '#engine'

const BadRequest = defineError('request.badParameter', 400, '参数 {name} 不对', 'The parameter {name} is wrong')
const UnknownParameter = defineError(
  'request.unknownParameter',
  400,
  '没有名为 {name} 的参数',
  'There is no parameter {name}',
)
const BadBody = defineError(
  'request.badBody',
  400,
  '请求内容看不懂,应为 JSON',
  'The body cannot be read; JSON is expected',
)
const TooLarge = defineError('request.tooLarge', 413, '请求内容太大', 'The body is too large')
const NotJson = defineError(
  'request.notJson',
  415,
  '请用 Content-Type: application/json',
  'Use Content-Type: application/json',
)
const NoSuchRoute = defineError('request.noSuchRoute', 404, '没有这个地址', 'There is no such address')
const TooOften = defineError('request.tooOften', 429, '请求太频繁,请稍候再试', 'Too many requests; wait a moment')
const TooSlow = defineError(
  'request.tooSlow',
  503,
  '查询超过 {limit} 秒被停止,请缩小范围',
  'The query was stopped after {limit} s; narrow it down',
)
const BadValue = defineError(
  'request.badValue',
  422,
  '有一个值超出了可保存的范围',
  'A value is out of the range that can be stored',
)
const Unavailable = defineError(
  'server.unavailable',
  503,
  '数据库暂时连不上,请稍候再试',
  'The database cannot be reached for the moment; try again',
)
const Internal = defineError(
  'server.error',
  500,
  '服务器出错了,已记录。请把编号告诉管理员',
  'Something went wrong and was recorded. Tell your administrator the number',
)

/** The reader's language: of those Accept-Language names the one she likes best that we speak; Chinese without a word. */
export const languageOf = (request: FastifyRequest): Language => {
  const named = (request.headers['accept-language'] ?? '').slice(0, 300).split(',')
  const liked = named
    .map((each) => /^\s*(en|zh)\b[^;]*(?:;\s*q=([\d.]+))?/i.exec(each))
    .filter((found) => found !== null)
    .sort((a, b) => Number(b[2] ?? 1) - Number(a[2] ?? 1))
  return liked[0]?.[1]?.toLowerCase() === 'en' ? 'en' : 'zh-CN'
}

/** Answers an error as problem+json (RFC 9457), in the reader's language. */
export const sendProblem = (request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply => {
  const problem = toAppError(error)
  if (problem.status >= 500) request.log.error({ err: error, code: problem.code }, 'request failed')
  const language = languageOf(request)
  if (problem.status === 503 || problem.status === 429)
    reply.header('retry-after', String(problem.details['retryAfter'] ?? 2))
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store, private')
  const { problems, existing, ...details } = problem.details
  return reply
    .code(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(
      JSON.stringify({
        type: 'about:blank',
        title: problem.say(language),
        status: problem.status,
        code: problem.code,
        detail: problem.say(language),
        ...(problem.field ? { field: problem.field } : {}),
        ...(problem.row !== undefined ? { row: problem.row } : {}),
        ...details,
        ...(problems ? { problems: problems.map((p) => oneOf(p, language)) } : {}),
        ...(existing ? { existing } : {}),
        requestId: request.id,
      }),
    )
}

/** One offending part, for the answer. */
export const oneOf = (error: AppError, language: Language): Problem => {
  const { problems: _, ...details } = error.details
  return {
    ...(error.field ? { field: error.field } : {}),
    ...(error.row !== undefined ? { row: error.row } : {}),
    code: error.code,
    message: error.say(language),
    ...details,
  }
}

const byFastify: Record<string, () => AppError> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: NotJson,
  FST_ERR_CTP_INVALID_JSON_BODY: BadBody,
  FST_ERR_CTP_EMPTY_JSON_BODY: BadBody,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: BadBody,
  FST_ERR_CTP_BODY_TOO_LARGE: TooLarge,
  FST_ERR_NOT_FOUND: NoSuchRoute,
}

const toAppError = (error: unknown): AppError => {
  if (error instanceof AppError) return error
  if (error instanceof z.ZodError) return fromZod(error)
  const { code = '', statusCode = 0, message = '' } = error as { code?: string; statusCode?: number; message?: string }
  if (byFastify[code]) return byFastify[code]()
  if (statusCode === 429) return TooOften()
  if (code === '57014') return TooSlow({ limit: 15 })
  if (code.startsWith('22') || code === '54000' || code === '54001') return BadValue()
  if (
    /^(57P|08|53)/.test(code) ||
    /ECONN|EPIPE|timeout exceeded when trying to connect|Connection terminated|not queryable/.test(code + message)
  )
    return Unavailable()
  if (statusCode >= 400 && statusCode < 500) return BadBody()
  return Internal()
}

const fromZod = (error: z.ZodError): AppError => {
  const [issue] = error.issues
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined
  if (unknown !== undefined)
    return UnknownParameter({ name: String(unknown).slice(0, 60) }).at(String(unknown).slice(0, 60))
  const name = issue?.path.join('.') || 'body'
  return BadRequest({ name }).at(name).with({ expected: issue?.message })
}

export { NoSuchRoute }
