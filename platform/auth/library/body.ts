import type { FastifyRequest } from 'fastify'

/** The text under `name` in a JSON body; anything else, and what no database takes, is an empty text that nothing accepts. */
export const text = (request: FastifyRequest, name: string): string => {
  const value = (request.body as Record<string, unknown> | null | undefined)?.[name]
  return typeof value === 'string' && !value.includes('\0') ? value : ''
}
