import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

export interface AppProcess {
  readonly url: string
  readonly child: ChildProcess
  /** All that it printed: its log. */
  printed(): string
  /** Ends it and waits until it is gone; resolves to its exit code. */
  kill(signal: NodeJS.Signals): Promise<number | null>
}

const script = fileURLToPath(new URL('app.ts', import.meta.url))

/** Starts the server in a process of its own and waits until it serves. */
export const startApp = async (
  databaseUrl: string,
  port: number,
  env: Record<string, string> = {},
): Promise<AppProcess> => {
  const settings = {
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    HOST: '127.0.0.1',
    LOG_LEVEL: 'silent',
    SECRET: 'Gk3v9QmTz7LxWc2RbYh8NdPfAe5Us4Jq',
    REQUESTS_PER_MINUTE: '100000000',
    ROLE: 'web',
    ...env,
  }
  const child = fork(script, { env: { ...process.env, ...settings }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  let said = ''
  for (const output of [child.stdout!, child.stderr!]) output.on('data', (chunk) => (said += chunk))
  const [url] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(`the app did not start: ${said}`))),
  ])) as [string]
  return {
    url,
    child,
    printed: () => said,
    async kill(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
      child.kill(signal)
      const [code] = (await once(child, 'exit')) as [number | null]
      return code
    },
  }
}

/** A port of this machine that nobody has, to start on again and again. */
export const anyPort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
