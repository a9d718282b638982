import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A line to a server that can break in the middle of what it carries. */
export interface BreakingLine {
  /** `http://127.0.0.1:…`, in place of the server's own. */
  readonly url: string
  /** The next so many connections break once they carried so many bytes, in either direction. */
  breakNext(connections: number, after: number): void
  close(): Promise<void>
}

/** Opens a line to the server at `url`. */
export const breakingLine = async (url: string): Promise<BreakingLine> => {
  const { hostname, port } = new URL(url)
  let [left, most] = [0, 0]
  const open = new Set<Socket>()
  const line = createServer((near) => {
    const far = connect(Number(port), hostname)
    let carried = 0
    const end = () => {
      near.destroy()
      far.destroy()
    }
    const carry = (from: Socket, to: Socket) => {
      open.add(from)
      from.on('data', (chunk) => {
        carried += chunk.length
        if (left > 0 && carried > most) {
          left--
          return end()
        }
        if (!to.write(chunk)) {
          from.pause()
          to.once('drain', () => from.resume())
        }
      })
      from.on('end', () => to.end())
      from.on('error', end)
      from.on('close', () => open.delete(from))
    }
    carry(near, far)
    carry(far, near)
  })
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(line.address() as AddressInfo).port}`,
    breakNext: (connections, after) => void ([left, most] = [connections, after]),
    close: () =>
      new Promise((resolve) => {
        line.close(() => resolve())
        for (const socket of open) socket.destroy()
      }),
  }
}
