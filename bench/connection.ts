import { connect, type Socket } from 'node:net'

/** One request as the bytes that go over the wire, made once and sent many times. */
export const requestBytes = (
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: string,
): Buffer => {
  const all = {
    host: '127.0.0.1',
    ...headers,
    ...(body === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`)
}

export interface Reply {
  readonly status: number
  readonly body: string
}

/**
 * A keep-alive connection that sends one request after the other. The bench shares the machine with what it measures, so
 * it does no more than find the end of an answer; node's own client costs as much as a raw handler.
 */
export const openConnection = async (port: number) => {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  const read = reader(socket)
  return {
    send: (request: Buffer): Promise<Reply> => {
      const reply = read()
      socket.write(request)
      return reply
    },
    close: () => socket.destroy(),
  }
}

const reader = (socket: Socket) => {
  let parts: Buffer[] = []
  let length = 0
  let whole = 0
  let waiting: { resolve(reply: Reply): void; reject(error: Error): void } | undefined
  socket.on('data', (part) => {
    parts.push(part)
    length += part.length
    if (whole === 0) whole = wholeLength(parts.length === 1 ? part : (parts = [Buffer.concat(parts)])[0]!)
    if (whole === 0 || length < whole) return
    const bytes = parts.length === 1 ? parts[0]! : Buffer.concat(parts)
    parts = []
    length = 0
    whole = 0
    waiting?.resolve({
      status: Number(bytes.toString('latin1', 9, 12)),
      body: bytes.toString('utf8', bytes.indexOf('\r\n\r\n') + 4),
    })
  })
  const failed = (error?: Error) => waiting?.reject(error ?? new Error('the connection was closed'))
  socket.on('error', failed)
  socket.on('close', () => failed())
  return () => new Promise<Reply>((resolve, reject) => (waiting = { resolve, reject }))
}

/** How long the answer is with its head, or 0 while that is not known. */
const wholeLength = (bytes: Buffer): number => {
  const head = bytes.indexOf('\r\n\r\n')
  if (head < 0) return 0
  const found = /\r\ncontent-length: (\d+)/i.exec(bytes.toString('latin1', 0, head))
  if (!found) throw new Error('an answer without a length')
  return head + 4 + Number(found[1])
}
