import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(path.join(tmpdir(), 'zhike-start-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const environment = (dataDir: string) => ({ ...process.env, DATA_DIR: dataDir, PORT: '0', DATABASE_URL: '' })

test.runIf(process.platform === 'linux')(
  'a data directory that cannot be is one sentence and an end, not a wait',
  () => {
    const env = environment('/proc/zhike/data')
    const { status, stderr } = spawnSync(process.execPath, ['bin/zhike.mjs', 'start'], { encoding: 'utf8', env })
    expect([status, stderr]).toEqual([3, expect.stringContaining('不能使用 /proc/zhike:那里不能建立文件夹')])
    expect(stderr.trim().split('\n')).toHaveLength(2)
  },
)

test.skipIf(process.platform === 'win32')(
  'told to stop while the database is still being made, it stops and leaves nothing running',
  async () => {
    const dataDir = path.join(folder, '数据 目录')
    const child = spawn(process.execPath, ['bin/zhike.mjs', 'start'], { env: environment(dataDir) })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()))
    await expect.poll(() => said).toContain('creating the database')
    child.kill('SIGTERM')
    const [code] = await once(child, 'exit')
    expect([code, said]).toEqual([0, expect.stringContaining('正在停止')])
    expect(said).not.toContain('Zhike is ready')
    expect(existsSync(path.join(dataDir, 'postgres', 'cluster', 'postmaster.pid'))).toBe(false)
  },
)
