import { spawn } from 'node:child_process'

export interface Count {
  passed: number
  failed: number
  skipped: number
}

/** One step of `zhike test`. A check counts as one test; a test runner's step counts what it ran. */
export interface Step {
  name: string
  zh: string
  run(): Promise<Count>
}

/** Runs a program under this Node; its output is kept, or shown as it comes. */
export const runNode = (args: string[], show: 'kept' | 'shown'): Promise<{ ok: boolean; output: string }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', ...(show === 'shown' ? (['inherit', 'inherit'] as const) : (['pipe', 'pipe'] as const))],
    })
    let output = ''
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    child.once('error', (error) => resolve({ ok: false, output: error.message }))
    child.once('close', (code) => resolve({ ok: code === 0, output }))
  })

/** A step that passes when its program exits with 0; what it said is shown only when it did not. */
export const check = (name: string, zh: string, ...args: string[]): Step => ({
  name,
  zh,
  async run() {
    const { ok, output } = await runNode(args, 'kept')
    if (!ok) console.log(output.trimEnd())
    return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 }
  },
})
