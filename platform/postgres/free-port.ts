import { createServer } from 'node:net'

/** A free port of 127.0.0.1: the wanted one if nobody has it, else any. */
export const freePort = (wanted: number | null): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => (wanted ? resolve(freePort(null)) : reject(error)))
    server.listen(wanted ?? 0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
