import { connect, type Socket } from 'node:net'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OwnDatabase, ownDatabase } from '#test/own-database'
import type { Client } from '#test/server'
import { uploadTo } from '#test/upload'
import { anyPort, type AppProcess, startApp } from './app-process.ts'
import { found } from './found.ts'

const dataDir = mkdtempSync(path.join(tmpdir(), 'zhike-slow-'))
let own: OwnDatabase
let app: AppProcess
let admin: Client
const sockets: Socket[] = []
beforeAll(async () => {
  own = await ownDatabase()
  app = await startApp(own.url, await anyPort(), { DATABASE_RUNTIME_URL: own.runTimeUrl, DATA_DIR: dataDir })
  admin = await found(app.url)
})
afterAll(async () => {
  for (const socket of sockets) socket.destroy()
  await app?.kill('SIGKILL')
  await own.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

/** Sends this and then neither reads nor writes. */
const sit = async (text: string): Promise<Socket> => {
  const socket = connect(Number(new URL(app.url).port), '127.0.0.1')
  socket.on('error', () => {})
  sockets.push(socket)
  await once(socket, 'connect')
  socket.pause()
  socket.write(text)
  return socket
}
const many = (times: number, text: string) => Promise.all(Array.from({ length: times }, () => sit(text)))

const memory = async (): Promise<number> => {
  const metrics = await (await fetch(`${app.url}/metrics`)).text()
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(metrics)![1]) / 2 ** 20
}

test('F23 two hundred who do not read a file of 20 MB, and hundreds who never finish their request: others are served, and memory stays', async () => {
  const file = await uploadTo(app.url, admin, '大文件.bin', Buffer.alloc(20 * 2 ** 20, 7))
  expect(file.status).toBe(201)
  await admin.call('GET', '/records/customer')
  const before = await memory()
  const head = `HTTP/1.1\r\nhost: x\r\ncookie: ${admin.cookie}\r\n`
  await many(200, `GET /api/v1/files/${file.body.id}/content ${head}\r\n`)
  await many(200, `GET /api/v1/me ${head}x-slow: `)
  await many(
    100,
    `POST /api/v1/records/customer ${head}content-type: application/json\r\ncontent-length: 500000\r\n\r\n{"name":`,
  )
  await wait(2_000)
  for (let i = 0; i < 20; i++)
    expect((await admin.call('POST', '/records/customer', { name: `照常 ${i}` })).status).toBe(201)
  // Unread answers of 200 × 20 MB would be 4 GB.
  expect((await memory()) - before).toBeLessThan(200)
})
