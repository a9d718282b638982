import type { FastifyRequest } from 'fastify'
import { type Context, defineError } from '#engine'

const WorkspaceChanged = defineError(
  'workspace.changed',
  409,
  '你已换到另一家公司,请刷新页面',
  'You have changed to another company; please reload the page',
)

/**
 * A page says which workspace it shows. A browser has one session for all its tabs: where another tab has gone to another
 * workspace, what is typed here must not be written there.
 */
export const requireSameWorkspace = (request: FastifyRequest, ctx: Context | null): void => {
  const shown = request.headers['x-shown-workspace']
  if (shown !== undefined && ctx && shown !== ctx.workspace.id) throw WorkspaceChanged()
}
