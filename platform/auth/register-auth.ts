import type { FastifyInstance } from 'fastify'
import { defineError } from '#engine'
import type { Auth } from './auth.ts'
import { passwordRoutes } from './password/password-routes.ts'
import { secondFactorRoutes } from './session/second-factor-routes.ts'
import { sessionRoutes } from './session/session-routes.ts'
import { signInRoutes } from './session/sign-in-routes.ts'

export const AuthRouteUnknown = defineError(
  'auth.routeUnknown',
  404,
  '没有这个登录接口',
  'There is no such sign-in endpoint',
)

/**
 * Serves /api/auth/*. Each endpoint is a route of ours with its one path: what better-auth could do besides is not
 * there, and no spelling of a path reaches it uncounted.
 */
export const registerAuth = (app: FastifyInstance, auth: Auth): void => {
  app.register(
    async (scope) => {
      scope.addHook('onRoute', (route) => {
        route.bodyLimit = 16 * 1024
      })
      scope.addHook('onRequest', async (request, reply) => {
        reply.header('cache-control', 'no-store')
        auth.requireSameOrigin(request.method, request.headers)
      })
      signInRoutes(scope, auth)
      sessionRoutes(scope, auth)
      passwordRoutes(scope, auth)
      secondFactorRoutes(scope, auth)
      scope.all('/*', async () => {
        throw AuthRouteUnknown()
      })
    },
    { prefix: '/api/auth' },
  )
}
