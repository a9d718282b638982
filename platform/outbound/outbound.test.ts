import { createServer, type Server } from 'node:http'
import { createServer as createSocketServer, type AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { callOut, type CallOutOptions, outboundPolicy } from './index.ts'

const servers: { close(): unknown }[] = []
afterEach(() => void servers.splice(0).forEach((s) => s.close()))

/** A receiver on this machine; its port. */
const receiver = async (server: Server | ReturnType<typeof createSocketServer>): Promise<number> => {
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** Calls out with a connector that writes down where it was asked to connect. */
const attempt = async (url: string, options: Partial<CallOutOptions> & { allow?: string[] } = {}) => {
  const connected: string[] = []
  const { allow = [], ...rest } = options
  const outcome = await callOut(
    new URL(url),
    '{}',
    {},
    { policy: outboundPolicy(allow), onConnect: (address, port) => connected.push(`${address}:${port}`), ...rest },
  )
  return { outcome, connected }
}
const refused = { outcome: { status: null, reason: 'refused' }, connected: [] }

test.each([
  'http://127.0.0.1/',
  'http://0/',
  'http://0.0.0.0/',
  'http://0177.0.0.1/',
  'http://2130706433/',
  'http://127.1/',
  'http://0x7f.1/',
  'http://[::1]/',
  'http://[::]/',
  'http://[::ffff:7f00:1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::127.0.0.1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[2002:7f00:1::]/',
  'http://[fd00::1]/',
  'http://[fe80::1]/',
  'http://[ff02::1]/',
  'http://[2001:db8::1]/',
  'http://[2001:0:7f00:1::]/',
  'http://localhost/',
  'http://localhost./',
  'http://x.localhost/',
  'http://printer/',
  'http://db.internal/',
  'http://router.local/',
  'http://10.1.2.3/',
  'http://172.16.0.1/',
  'http://172.31.255.255/',
  'http://192.168.1.1/',
  'http://169.254.169.254/latest/meta-data',
  'http://100.100.100.200/',
  'http://168.63.129.16/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  'http://198.18.0.1/',
  'http://192.0.2.1/',
  'http://8.8.8.8:22/',
  'http://8.8.8.8:5432/',
  'https://8.8.8.8:2379/',
  'http://8.8.8.8:0/',
  'file:///etc/passwd',
  'gopher://8.8.8.8/',
  'ftp://8.8.8.8/',
  'unix:/var/run/docker.sock',
  'http://user:word@8.8.8.8/',
  'http://１２７.０.０.１/',
  'http://127。0。0。1/',
])('A53: %s is refused before anything is connected', async (url) => {
  expect(await attempt(url, { resolve: async () => ['93.184.215.14'] })).toEqual(refused)
})

test.each([
  [['127.0.0.1']],
  [['10.0.0.1']],
  [['::1']],
  [['::ffff:10.0.0.1']],
  [['169.254.169.254']],
  // One good address does not make up for a bad one.
  [['93.184.215.14', '127.0.0.1']],
  [['fd00::1', '93.184.215.14']],
  [[]],
])('A54: a public name that leads to %j is refused before anything is connected', async (addresses) => {
  expect(await attempt('https://rebind.example.com/', { resolve: async () => addresses })).toEqual(refused)
})

test('A54: a name is looked up once, and the connection goes to the address that was checked', async () => {
  let asked = 0
  const port = await receiver(createServer((_, response) => response.end()))
  const resolve = async () => (++asked === 1 ? ['127.0.0.1'] : ['10.0.0.1'])
  const { outcome, connected } = await attempt(`http://flips.example.com:${port}/`, {
    allow: [`127.0.0.1:${port}`],
    resolve,
  })
  expect({ outcome, connected, asked }).toEqual({
    outcome: { status: 200 },
    connected: [`127.0.0.1:${port}`],
    asked: 1,
  })
})

test('F35: a receiver whose TLS is none is an attempt that failed, like any other', async () => {
  const port = await receiver(createServer((_, response) => response.end()))
  const { outcome } = await attempt(`https://127.0.0.1:${port}/`, { allow: [`127.0.0.1:${port}`] })
  expect(outcome).toEqual({ status: null, reason: 'unreachable' })
})

test('A54: a redirect is an answer and is not followed', async () => {
  let hits = 0
  const target = await receiver(createServer((_, response) => (hits++, response.end())))
  const port = await receiver(
    createServer((_, response) => response.writeHead(307, { location: `http://127.0.0.1:${target}/` }).end()),
  )
  expect(
    (await attempt(`http://127.0.0.1:${port}/`, { allow: [`127.0.0.1:${port}`, `127.0.0.1:${target}`] })).outcome,
  ).toEqual({ status: 307 })
  expect(hits).toBe(0)
})

test('what the operator allows is reached at that address and port only', async () => {
  const port = await receiver(createServer((_, response) => response.writeHead(204).end()))
  const other = await receiver(createServer((_, response) => response.end()))
  const allow = [`127.0.0.1:${port}`]
  expect((await attempt(`http://127.0.0.1:${port}/`, { allow })).outcome).toEqual({ status: 204 })
  expect(await attempt(`http://127.0.0.1:${other}/`, { allow })).toEqual(refused)
  expect(await attempt(`http://127.0.0.2:${port}/`, { allow })).toEqual(refused)
})

test('A55: a closed port, one that hangs up and one that never answers look the same', async () => {
  const closed = await receiver(createSocketServer())
  servers.pop()!.close()
  const rude = await receiver(createSocketServer((socket) => socket.destroy()))
  const silent = await receiver(createSocketServer(() => {}))
  for (const port of [closed, rude, silent]) {
    const { outcome } = await attempt(`http://127.0.0.1:${port}/`, { allow: [`127.0.0.1:${port}`], timeout: 500 })
    expect(outcome).toEqual({ status: null, reason: 'unreachable' })
  }
})

test.each([
  ['offers another protocol', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n', 101],
  ['hints first', 'HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n', 204],
  ['only ever hints', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(1_000), null],
  ['speaks another protocol', '\x16\x03\x01\x00\x00', null],
  ['contradicts itself', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello', null],
])('A56: a receiver that %s holds nobody up', async (_, answer, status) => {
  const port = await receiver(
    createSocketServer((socket) => socket.on('error', () => {}).once('data', () => socket.write(answer))),
  )
  const { outcome } = await attempt(`http://127.0.0.1:${port}/`, { allow: [`127.0.0.1:${port}`] })
  expect(outcome.status).toBe(status)
})

test('A56: an answer without end, one that unpacks to a gigabyte, and huge headers cost nothing', async () => {
  let sent = 0
  const endless = createServer((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip', 'set-cookie': 'x=1' })
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536))) sent += 65_536
    }
    response.on('drain', more)
    more()
  })
  const port = await receiver(endless)
  expect((await attempt(`http://127.0.0.1:${port}/`, { allow: [`127.0.0.1:${port}`] })).outcome).toEqual({
    status: 200,
  })
  await expect.poll(() => new Promise((resolve) => endless.getConnections((_, count) => resolve(count)))).toBe(0)
  expect(sent).toBeLessThan(64 * 1024 * 1024)
  const headers = await receiver(
    createSocketServer((socket) =>
      socket.on('error', () => {}).write(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(1_000_000)}\r\n\r\n`),
    ),
  )
  expect((await attempt(`http://127.0.0.1:${headers}/`, { allow: [`127.0.0.1:${headers}`] })).outcome.status).toBeNull()
  const slow = await receiver(createSocketServer((socket) => socket.on('error', () => {}).write('HTTP/1.1 2')))
  expect(
    (await attempt(`http://127.0.0.1:${slow}/`, { allow: [`127.0.0.1:${slow}`], timeout: 500 })).outcome.status,
  ).toBeNull()
})
