import { createHmac, timingSafeEqual } from 'node:crypto'
import { defineError } from '../errors.ts'

export const BadCursor = defineError(
  'request.badCursor',
  400,
  '翻页标记无效或已过期,请从第一页重新开始',
  'The page cursor is not valid; start again from the first page',
)

const mac = (secret: string, about: string, body: string) =>
  createHmac('sha256', secret).update(about).update('\0').update(body).digest('base64url').slice(0, 22)

/** A place in a list: opaque and signed. `about` ties it to the workspace, object, order and person it was made for. */
export const sealCursor = (secret: string, about: string, values: readonly (string | null)[]): string => {
  const body = Buffer.from(JSON.stringify(values)).toString('base64url')
  return `${body}.${mac(secret, about, body)}`
}

/** The values in a cursor. Throws BadCursor for one that we did not make, or made for another list. */
export const openCursor = (secret: string, about: string, cursor: string): (string | null)[] => {
  const [body = '', seal = '', ...more] = cursor.split('.')
  const expected = Buffer.from(mac(secret, about, body))
  const given = Buffer.from(seal)
  if (more.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) throw BadCursor()
  return JSON.parse(Buffer.from(body, 'base64url').toString()) as (string | null)[]
}
