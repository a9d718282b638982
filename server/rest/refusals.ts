import type { FastifyRequest } from 'fastify'
import { type AppError, type Context, uuid7 } from '#engine'
import type { Services } from '../services.ts'

/** What an attempt was about, where that is known. */
interface About {
  readonly object: string
  readonly record?: string
  readonly field?: string
}

/** Writes into the audit that someone tried what she may not, or looked past her limits. */
export const recordRefusal = async (
  services: Pick<Services, 'database'>,
  ctx: Context,
  request: FastifyRequest,
  { code }: Pick<AppError, 'code'>,
  abouts: readonly (About | null)[] = [null],
): Promise<void> => {
  // Of the address only the path: what stands behind it may be somebody's number.
  const target = request.url.split('?', 1)[0]!.slice(0, 500)
  await services.database.query(
    `insert into "${ctx.workspace.schema}".refusal (id, at, actor, method, target, reason, object, record, field)
     select a.id, $1, $2, $3, $4, $5, a.object, a.record, a.field
     from unnest($6::uuid[], $7::text[], $8::uuid[], $9::text[]) as a(id, object, record, field)`,
    [
      ctx.now,
      ctx.actor.id,
      request.method,
      target,
      code,
      abouts.map(() => uuid7()),
      abouts.map((about) => about?.object ?? null),
      abouts.map((about) => about?.record ?? null),
      abouts.map((about) => about?.field ?? null),
    ],
  )
}

/** The same beside a refusal: it must not hold that up, nor fail it. */
export const refuse = (
  services: Services,
  ctx: Context,
  request: FastifyRequest,
  error: Pick<AppError, 'code'>,
): void =>
  void recordRefusal(services, ctx, request, error).catch((reason: unknown) =>
    services.log.error({ err: reason }, 'a refusal could not be recorded'),
  )
