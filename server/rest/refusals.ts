import type { FastifyRequest } from 'fastify'
import { type AppError, type Context, uuid7 } from '#engine'
import type { Services } from '../services.ts'

/**
 * Remembers that someone tried what she may not, or looked past her limits. It must not hold up the refusal, nor
 * fail it. Of the address only the path: what stands behind it may be somebody's number.
 */
export const refuse = (
  services: Services,
  ctx: Context,
  request: FastifyRequest,
  error: Pick<AppError, 'code'>,
): void => {
  services.database
    .query(
      `insert into "${ctx.workspace.schema}".refusal (id, at, actor, method, target, reason) values ($1, $2, $3, $4, $5, $6)`,
      [uuid7(), ctx.now, ctx.actor.id, request.method, request.url.split('?', 1)[0]!.slice(0, 500), error.code],
    )
    .catch((reason: unknown) => services.log.error({ err: reason }, 'a refusal could not be recorded'))
}
