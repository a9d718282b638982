import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { addressesOf, type NameSources } from './addresses-of.ts'
import { callOut, outboundPolicy } from './index.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'zhike-names-'))
const hosts = path.join(folder, 'hosts')
writeFileSync(
  hosts,
  '127.0.0.1 localhost\n# 9.9.9.9 crm.example.com\n10.1.2.3\tCRM.example.com  crm # ours\n::1 crm.example.com\n',
)
const sockets: Socket[] = []
afterEach(() => void sockets.splice(0).forEach((socket) => socket.close()))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Answers = Readonly<Record<string, readonly (readonly number[])[]>>
const [typeA, typeAAAA] = [1, 28]

/** A DNS server: for a name of `A` or `AAAA` these addresses, else that there is none; nothing at all where it is silent. */
const dnsServer = async (answers: Answers | 'silent'): Promise<{ servers: string[]; asked: string[] }> => {
  const socket = createSocket('udp4')
  sockets.push(socket)
  const asked: string[] = []
  socket.on('message', (question, from) => {
    let at = 12
    const labels: string[] = []
    for (; question[at]! > 0; at += question[at]! + 1)
      labels.push(question.toString('ascii', at + 1, at + 1 + question[at]!))
    const type = question.readUInt16BE(at + 1)
    const name = labels.join('.').toLowerCase()
    asked.push(name)
    if (answers === 'silent') return
    const found = answers[`${type === typeA ? 'A' : type === typeAAAA ? 'AAAA' : '?'} ${name}`] ?? []
    const known = Object.keys(answers).some((key) => key.endsWith(` ${name}`))
    const head = Buffer.alloc(12)
    head.writeUInt16BE(question.readUInt16BE(0), 0)
    head.writeUInt16BE(known ? 0x8180 : 0x8183, 2)
    head.writeUInt16BE(1, 4)
    head.writeUInt16BE(found.length, 6)
    const records = found.map((bytes) => Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 1, 0, bytes.length, ...bytes]))
    socket.send(Buffer.concat([head, question.subarray(12, at + 5), ...records]), from.port, from.address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return { servers: [`127.0.0.1:${(socket.address() as AddressInfo).port}`], asked }
}

const never = new AbortController().signal
const nowhere = async (): Promise<string[]> => {
  throw new Error('the system was asked')
}
const look = (host: string, sources: NameSources) => addressesOf(host, never, { hosts, system: nowhere, ...sources })

test('what the operator wrote down counts before DNS, in any case and with its dot at the end', async () => {
  const { servers, asked } = await dnsServer({ 'A crm.example.com': [[8, 8, 8, 8]] })
  expect(await look('crm.example.com', { servers })).toEqual(['10.1.2.3', '::1'])
  expect(await look('crm.example.com.', { servers })).toEqual(['10.1.2.3', '::1'])
  expect(asked).toEqual([])
})

test('DNS is asked for IPv4, and for IPv6 where a name has none of that', async () => {
  const six = [0x20, 1, 0x48, 0x60, ...Array<number>(11).fill(0), 0x88]
  const { servers } = await dnsServer({ 'A four.example.com': [[93, 184, 215, 14]], 'AAAA six.example.com': [six] })
  expect(await look('four.example.com', { servers })).toEqual(['93.184.215.14'])
  expect(await look('six.example.com', { servers })).toEqual(['2001:4860::88'])
})

test('A54: the connection goes to the very address that DNS answered, and one of our own network is refused', async () => {
  const { servers } = await dnsServer({
    'A in.example.com': [[10, 0, 0, 1]],
    'A mixed.example.com': [
      [8, 8, 8, 8],
      [127, 0, 0, 1],
    ],
  })
  const connected: string[] = []
  for (const host of ['in.example.com', 'mixed.example.com', 'crm.example.com']) {
    const outcome = await callOut(
      new URL(`https://${host}/`),
      '{}',
      {},
      {
        policy: outboundPolicy([]),
        resolve: (name, signal) => addressesOf(name, signal, { hosts, servers, system: nowhere }),
        onConnect: (address) => connected.push(address),
      },
    )
    expect(outcome).toEqual({ status: null, reason: 'refused' })
  }
  expect(connected).toEqual([])
})

test('a name that DNS does not know is asked of the system, which knows more than DNS, two at a time', async () => {
  const { servers } = await dnsServer({})
  const waiting: (() => void)[] = []
  let most = 0
  let now = 0
  const system = async () => {
    most = Math.max(most, ++now)
    await new Promise<void>((resolve) => waiting.push(resolve))
    now--
    return ['10.9.9.9']
  }
  const names = Array.from({ length: 5 }, (_, n) => look(`nss${n}.corp.example`, { servers, system }))
  for (let done = 0; done < 5; done++) {
    await expect.poll(() => waiting.length, { interval: 5 }).toBeGreaterThan(0)
    waiting.shift()!()
  }
  expect(await Promise.all(names)).toEqual(Array(5).fill(['10.9.9.9']))
  expect(most).toBe(2)
})

test('F38: names that a slow DNS keeps waiting hold no thread: files are read meanwhile, and who gives up is let go', async () => {
  const { servers, asked } = await dnsServer('silent')
  const end = new AbortController()
  let over = 0
  const names = Array.from({ length: 40 }, (_, n) =>
    addressesOf(`slow${n}.example.com`, end.signal, { hosts, servers, system: nowhere }).catch((error: unknown) => {
      over++
      return (error as NodeJS.ErrnoException).code
    }),
  )
  await expect.poll(() => new Set(asked).size, { interval: 5 }).toBe(40)
  await Promise.all(Array.from({ length: 20 }, () => readFile(hosts)))
  expect(over).toBe(0)
  end.abort()
  expect(await Promise.all(names)).toEqual(Array(40).fill('ECANCELLED'))
})

test('who waits for the system longer than she may is not looked up any more', async () => {
  const { servers } = await dnsServer({})
  const release: (() => void)[] = []
  let asked = 0
  const system = async () => {
    asked++
    await new Promise<void>((resolve) => release.push(resolve))
    return ['10.9.9.9']
  }
  const busy = [look('a.corp.example', { servers, system }), look('b.corp.example', { servers, system })]
  await expect.poll(() => asked, { interval: 5 }).toBe(2)
  const end = new AbortController()
  const late = addressesOf('c.corp.example', end.signal, { hosts, servers, system })
  const outcome = late.then(
    () => 'found',
    () => 'given up',
  )
  setTimeout(() => end.abort(), 200)
  expect(await outcome).toBe('given up')
  for (const one of release) one()
  await Promise.all(busy)
  expect(asked).toBe(2)
})
