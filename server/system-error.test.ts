import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { explainSystemError } from './system-error.ts'

test('a database that cannot be reached is a sentence and an exit code, not a stack of calls', () => {
  const env = { ...process.env, DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x' }
  const { status, stderr } = spawnSync(process.execPath, ['bin/zhike.mjs', 'migrate'], { encoding: 'utf8', env })
  expect([status, stderr]).toEqual([4, expect.stringContaining('连不上数据库:那里没有数据库在运行')])
  expect(stderr).not.toContain('    at ')
})

test('a port that somebody else has is named', async () => {
  const first = createServer().listen(0, '127.0.0.1')
  await once(first, 'listening')
  const { port } = first.address() as AddressInfo
  const [error] = await once(createServer().listen(port, '127.0.0.1'), 'error').catch((e: unknown) => [e])
  first.close()
  expect(explainSystemError(error)).toMatchObject({
    'zh-CN': expect.stringContaining(`127.0.0.1:${port} 不能使用:端口已被别的程序占用`),
    about: 'settings',
  })
})

test('a data directory that is a file is named', async () => {
  const error = await mkdir('package.json/data', { recursive: true }).catch((e: unknown) => e)
  expect(explainSystemError(error)).toMatchObject({ 'zh-CN': expect.stringContaining('package.json') })
  expect(explainSystemError(new TypeError('x'))).toBeNull()
})

test('a disk that fills up while something is written says so, though the system names no file', () => {
  const error = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' })
  expect(explainSystemError(error)).toMatchObject({ 'zh-CN': expect.stringContaining('不能写入:磁盘已满') })
})
