import type { ServerResponse } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import * as z from 'zod'
import type { Context } from '#engine'
import type { Credential } from '#platform/auth'
import type { Services } from '../services.ts'

/** One call of a route, checked: who asks, and what. */
// What is asked has the type of the route's own schema; code that serves many routes looks no further into it.
// oxlint-disable-next-line typescript/no-explicit-any
export interface Call<Q = any, B = any> {
  readonly ctx: Context
  readonly credential: Credential
  readonly params: Readonly<Record<string, string>>
  readonly query: Q
  readonly body: B
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly services: Services
}

/** What a route answers: a body (a string is JSON already, a stream goes out as it comes), and a status other than 200. */
export interface Answer {
  readonly status?: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string | undefined>>
  /** Takes over the connection and writes server-sent events to it. */
  readonly events?: (response: ServerResponse) => void
}

/** One operation of the API. Registration, checks and the OpenAPI document all follow from this declaration. */
export interface Route<Q extends z.ZodType = z.ZodType, B extends z.ZodType = z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** Below /api/v1, with {parameters}. */
  readonly path: string
  readonly summary: { readonly 'zh-CN': string; readonly en: string }
  /** Unknown parameters are refused: a misspelt one must not silently do nothing. */
  readonly query?: Q
  readonly body?: B
  /** Answered to people who are not signed in. */
  readonly open?: boolean
  /** It asks only, though its method is one of those that write: it works on a full disk too. */
  readonly asksOnly?: boolean
  /** Sent again with the same Idempotency-Key it is done once, and answered as before. */
  readonly onceByKey?: boolean
  /** How often one caller may call it in a minute, where that is less than usual. */
  readonly perMinute?: number
  /** The largest body, in bytes; 1 MiB where nothing is said. */
  readonly bodyLimit?: number
  /** The body is a stream of bytes (application/octet-stream); `call.body` is that stream, and the handler limits it. */
  readonly takesBytes?: boolean
  /** What it answers in JSON; without it, and without `answers`, it answers nothing (204). A test holds every answer to it. */
  readonly answer?: z.ZodType
  /** The status of that answer, where it is not 200; several where it depends. */
  readonly status?: number | readonly number[]
  /** What it answers where that is not JSON: shown in the OpenAPI document. */
  readonly answers?: 'bytes' | 'events'
  readonly handle: (call: Call<z.output<Q>, z.output<B>>) => Promise<Answer>
}

export const route = <Q extends z.ZodType, B extends z.ZodType>(declared: Route<Q, B>): Route =>
  declared as unknown as Route

/** A parameter that holds JSON. */
export const jsonParameter = z
  .string()
  .max(16_000)
  .transform((text, check): unknown => {
    try {
      return JSON.parse(text) as unknown
    } catch {
      check.addIssue({ code: 'custom', message: 'JSON' })
      return z.NEVER
    }
  })

export const flagParameter = z.enum(['true', 'false']).transform((text) => text === 'true')
export const listParameter = z
  .string()
  .max(8_000)
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )
