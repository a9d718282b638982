import { createServer, get, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { type Line, openLine } from './line.ts'

let close = () => {}
afterEach(() => close())

/** A line to a reader who reads, or does not. */
const connect = async (reads: boolean) => {
  const opened = Promise.withResolvers<{ line: Line; response: ServerResponse }>()
  const server = createServer((_, response) => {
    response.writeHead(200)
    opened.resolve({ line: openLine(response), response })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  let text = ''
  const reader = get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' }, (response) => {
    response.on('error', () => {})
    if (reads) response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    else response.pause()
  }).on('error', () => {})
  close = () => {
    reader.destroy()
    server.close()
  }
  return { ...(await opened.promise), text: () => text }
}

test('events are lines that a browser takes apart, with the cursor where one is given', async () => {
  const { line, text } = await connect(true)
  line.send('change', { id: '中' })
  line.send('gone', { id: 'b' }, 'cursor')
  line.beat('later')
  line.end()
  await expect
    .poll(() => text().split('\n\n'))
    .toEqual([
      expect.stringMatching(/^retry: \d{4}$/),
      'event: change\ndata: {"id":"中"}',
      'id: cursor\nevent: gone\ndata: {"id":"b"}',
      'id: later',
      '',
    ])
})

test('F23: a reader who does not read is hung up on, before what waits for her grows', async () => {
  const { line, response } = await connect(false)
  const event = { text: 'x'.repeat(100_000) }
  let most = 0
  for (let sent = 0; sent < 1_000 && !response.destroyed; sent++) {
    line.send('change', event)
    most = Math.max(most, response.writableLength)
    await new Promise(setImmediate)
  }
  expect(response.destroyed).toBe(true)
  expect(most).toBeLessThan(1024 * 1024)
  // What comes after that is for nobody, and hurts nobody.
  line.send('change', event)
  line.end()
})
