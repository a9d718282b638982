import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'

/** A server in a process of its own. */
export interface Child {
  readonly pid: number
  readonly port: number
  stop(): Promise<void>
}

/** Starts a program of this folder that tells its port when it serves. */
export const startChild = async (
  file: string,
  args: readonly string[],
  execArgv: readonly string[] = [],
): Promise<Child> => {
  const child = fork(new URL(file, import.meta.url), args, {
    execArgv: [...execArgv],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const [said] = (await Promise.race([once(child, 'message'), once(child, 'exit').then(() => [{}])])) as [
    { port?: number },
  ]
  if (!said.port) throw new Error(`${file} did not start`)
  return {
    pid: child.pid!,
    port: said.port,
    async stop() {
      if (child.exitCode !== null) return
      if (child.connected) child.disconnect()
      const gone = once(child, 'exit')
      const late = setTimeout(() => child.kill('SIGKILL'), 5_000)
      await gone
      clearTimeout(late)
    },
  }
}

/** Linux counts processor time in hundredths of a second, whatever the machine. */
const tickMs = 10

interface Stat {
  readonly parent: number
  readonly cpuMs: number
}

// After the name, which may hold anything, come state, parent and, as 14th to 17th of the line, the times.
const statOf = (pid: number | string): Stat | undefined => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const rest = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return {
      parent: Number(rest[1]),
      cpuMs: (Number(rest[11]) + Number(rest[12]) + Number(rest[13]) + Number(rest[14])) * tickMs,
    }
  } catch {
    return undefined
  }
}

/** Processor time that a process and its children have used so far, in milliseconds; those that ended are counted too. */
export const cpuOf = (pid: number): number => {
  let total = statOf(pid)?.cpuMs ?? 0
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(name) : undefined
    if (stat?.parent === pid) total += stat.cpuMs
  }
  return total
}

/** Memory of a process that lies in RAM, in megabytes. */
export const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024

export const parentOf = (pid: number | string): number | undefined => statOf(pid)?.parent
