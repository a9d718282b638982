import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { buildWeb, webIsStale } from '../server/cli/build-web.ts'
import type { Figure } from './figures.ts'
import { short } from './figures.ts'
import { median } from './load.ts'
import { memoryOf, parentOf } from './processes.ts'

const port = 18_080

/** From the command to the first "ready" with the database up, and the memory after ten idle seconds: the real command. */
export const startUpFigures = async (url: string, dataDir: string, rounds: number): Promise<Figure[]> => {
  if (await webIsStale()) await buildWeb()
  const starts: number[] = []
  const server: number[] = []
  const launcher: number[] = []
  for (let round = 0; round <= rounds; round++) {
    const began = performance.now()
    const child = spawn('node', ['bin/zhike.mjs', 'start'], {
      env: { ...process.env, DATABASE_URL: url, DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'error' },
      stdio: 'ignore',
    })
    const gone = once(child, 'exit')
    while (!(await isReady())) await wait(5)
    starts.push(performance.now() - began)
    await wait(10_000)
    launcher.push(memoryOf(child.pid!))
    server.push(memoryOf(childOf(child.pid!)))
    child.kill('SIGTERM')
    await gone
  }
  // The first start fills the compile cache, as the first start of an installation does.
  const seconds = median(starts.slice(1)) / 1_000
  const memory = median(server.slice(1))
  return [
    {
      name: 'start',
      zh: '已有数据目录的启动',
      en: 'cold start of an existing data directory',
      goal: '≤ 2 s',
      value: `${short(seconds)} s`,
      met: seconds <= 2,
      details: { 'first ms': short(starts[0]!) },
    },
    {
      name: 'memory',
      zh: '空闲内存',
      en: 'idle memory of the app',
      goal: '≤ 180 MB',
      value: `${short(memory)} MB`,
      met: memory <= 180,
      details: { 'launcher MB': short(median(launcher)) },
    },
  ]
}

const isReady = () =>
  fetch(`http://127.0.0.1:${port}/readyz`).then(
    (reply) => reply.ok,
    () => false,
  )

const childOf = (pid: number): number =>
  Number(readdirSync('/proc').find((name) => /^\d+$/.test(name) && parentOf(name) === pid))
