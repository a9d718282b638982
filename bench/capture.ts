import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import pg from 'pg'
import { createApp } from '../server/app.ts'
import { password } from './company.ts'
import { withServices } from './place.ts'
import type { Recipe, Sent } from './recipe.ts'
import type { Request } from './work.ts'

/** What the app said and which statements it sent for it. */
export interface Captured {
  readonly recipe: Recipe
  /** Including begin and commit, without the look-up of the session, which is asked at most once a second. */
  readonly statements: number
}

export type Capture = (request: Request) => Promise<Captured>

/** Runs `work` with an app in this process whose statements can be listened to, signed in as that person. */
export const capturing = <T>(
  url: string,
  email: string,
  work: (capture: Capture, cookie: string) => Promise<T>,
): Promise<T> =>
  withServices(url, async (services) => {
    const app = await createApp(services)
    const stop = listen()
    try {
      const cookie = await signIn(app, email)
      return await work((request) => captureOne(app, cookie, request), cookie)
    } finally {
      stop()
      await app.close()
    }
  })

const signIn = async (app: FastifyInstance, email: string): Promise<string> => {
  const reply = await app.inject({ method: 'POST', url: '/api/auth/sign-in/email', payload: { email, password } })
  const cookies = [reply.headers['set-cookie'] ?? []].flat().map((cookie) => cookie.split(';')[0])
  if (reply.statusCode !== 200) throw new Error(`cannot sign in ${email}: ${reply.body}`)
  return cookies.join('; ')
}

const captureOne = async (app: FastifyInstance, cookie: string, request: Request): Promise<Captured> => {
  const { method, path, body, headers, raw } = request
  const ask = async (payload?: object) => {
    sent.length = 0
    return app.inject({ method, url: path, headers: { cookie, ...headers }, ...(payload ? { payload } : {}) })
  }
  // The first call also looks up who asks, and statements are prepared when they have been seen a few times. A change needs
  // another value to change from.
  for (let i = 0; i < 4 && !request.from; i++) await ask(body)
  if (request.from) await ask(request.from)
  const reply = await ask(body)
  if (reply.statusCode >= 300) throw new Error(`${method} ${path}: ${reply.body}`)
  // Told to the screens afterwards, in one message for many changes: nobody waits for it, and raw has no screens.
  const statements = sent.filter((s) => !/\b(auth|zhike)\.|pg_notify/.test(s.text))
  const { tail, limit } = raw === 'list' ? endOf(reply.body) : { tail: '', limit: 0 }
  const stamps = method === 'GET' ? {} : { stamps: stampsOf(reply) }
  const recipe = { statements: statements.slice(), answer: raw, tail, limit, ...stamps }
  return { recipe, statements: statements.length }
}

/** As they stand in the answer of a write; a statement that has neither is not the one that wrote it. */
const stampsOf = (reply: LightMyRequestResponse): { moment: string; request: string } => {
  const { updatedAt: moment } = JSON.parse(reply.body) as { updatedAt: string }
  const request = String(reply.headers['x-change-id'])
  const { values } = sent.find(({ values }) => values.includes(request))!
  if (!values.includes(moment)) throw new Error(`no statement carries the time ${moment} and the request ${request}`)
  return { moment, request }
}

/** What stands behind a list's records. */
const endOf = (body: string) => {
  const { data, ...rest } = JSON.parse(body) as { data: unknown[]; [more: string]: unknown }
  return { tail: `,${JSON.stringify(rest).slice(1)}`, limit: data.length }
}

const sent: Sent[] = []

/** Notes every statement of this process, those within transactions too. */
const listen = (): (() => void) => {
  const client = pg.Client.prototype as unknown as { query(...args: unknown[]): unknown }
  const { query } = client
  client.query = function (this: unknown, ...args: unknown[]) {
    const [first] = args as [string | { text: string; values?: unknown[]; name?: string }]
    sent.push(
      typeof first === 'string'
        ? { text: first, values: [], prepared: false }
        : { text: first.text, values: first.values ?? [], prepared: first.name !== undefined },
    )
    return query.apply(this, args)
  }
  return () => void (client.query = query)
}
