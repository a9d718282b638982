import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/**
 * Lets the server stop without waiting for connections over which nothing has been asked yet: browsers open some on
 * suspicion, and Node counts them as busy for a minute.
 */
export const hangUpOnSilent = (app: FastifyInstance): void => {
  const silent = new Set<Socket>()
  app.server.on('connection', (socket: Socket) => {
    silent.add(socket)
    socket.on('close', () => silent.delete(socket))
  })
  app.server.on('request', ({ socket }: { socket: Socket }) => silent.delete(socket))
  app.addHook('preClose', async () => silent.forEach((socket) => socket.destroy()))
}
