import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { commands } from './commands.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'zhike-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the real command line, through its launcher, with these arguments and settings. */
const zhike = (args: string[], env: Record<string, string> = {}) => {
  const all = { ...process.env, DATA_DIR: path.join(folder, 'data'), ...env }
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/zhike.mjs', ...args], {
    encoding: 'utf8',
    env: all,
  })
  return { status, stdout, stderr }
}

it('shows every command, Chinese first', () => {
  const { status, stdout } = zhike(['help'])
  expect(status).toBe(0)
  for (const [name, { zh }] of Object.entries(commands)) expect(stdout).toMatch(new RegExp(`${name}\\s+${zh}`))
})

it('answers an unknown command with the list and exit code 2', () => {
  const { status, stderr } = zhike(['strat'])
  expect(status).toBe(2)
  expect(stderr).toContain('没有“strat”这个命令')
})

it('answers an unknown option with the usage and exit code 2', () => {
  const { status, stderr } = zhike(['doctor', '--jsn'])
  expect(status).toBe(2)
  expect(stderr).toContain('zhike doctor [--json]')
})

it('doctor finds nothing wrong with this machine', () => {
  const { status, stdout } = zhike(['doctor', '--json'])
  expect(JSON.parse(stdout)).toContainEqual(
    expect.objectContaining({ name: 'database', ok: true, detail: expect.stringContaining('PostgreSQL 18') }),
  )
  expect(status).toBe(0)
})

it('doctor names what is wrong with the settings, without repeating a password', () => {
  const { status, stdout } = zhike(['doctor', '--json'], { DATABASE_URL: 'mysql://root:hidden@db/x', PORT: 'x' })
  expect(status).toBe(1)
  expect(stdout).toMatch(/PORT[^]*DATABASE_URL/)
  expect(stdout).not.toContain('hidden')
})

it('takes the first line of --help from the command itself', () => {
  for (const name of Object.keys(commands)) expect(zhike([name, '--help']).stdout).toMatch(new RegExp(`^zhike ${name}`))
})
