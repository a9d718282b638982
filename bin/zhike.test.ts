import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'

/** A project of one dependency with the real launcher, an npm that notes its calls, and a command that obeys. */
let root: string
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'zhike-launcher-'))
  const put = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), text)
  }
  cpSync('bin/zhike.mjs', path.join(root, 'bin', 'zhike.mjs'))
  put('package-lock.json', JSON.stringify({ packages: { '': {}, 'node_modules/a': { version: '1.0.0' } } }))
  put('npm.js', `require('node:fs').appendFileSync('npm.log', process.argv[2] + '\\n'); ${installOf('1.0.0')}`)
  put(
    'server/cli/index.ts',
    `import { writeFileSync } from 'node:fs'
     const [what, code]: string[] = process.argv.slice(2)
     if (what === 'exit') process.exit(Number(code))
     process.on('SIGTERM', () => process.exit(7))
     process.on('disconnect', () => { writeFileSync('orphaned', ''); process.exit() })
     console.log('waiting')
     setInterval(() => {}, 1000)`,
  )
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** What an install leaves behind: npm's list of what is there. */
const installOf = (version: string) =>
  `require('node:fs').mkdirSync('node_modules', { recursive: true })
   require('node:fs').writeFileSync('node_modules/.package-lock.json', '{ "packages": { "node_modules/a": { "version": "${version}" } } }')`

const env = () => ({ ...process.env, npm_execpath: path.join(root, 'npm.js') })
const zhike = (...args: string[]) =>
  spawnSync(process.execPath, ['bin/zhike.mjs', ...args], { cwd: root, env: env(), encoding: 'utf8' })
const installs = (): number => (existsSync(path.join(root, 'npm.log')) ? 1 : 0)

it('installs the locked dependencies when there are none, says so in one line, and does so once', () => {
  const first = zhike('exit', '0')
  expect(first.stderr).toMatch(/^正在按锁定的版本安装依赖.*\n$/)
  rmSync(path.join(root, 'npm.log'))
  expect(zhike('exit', '0').stderr).toBe('')
  expect(installs()).toBe(0)
})

it('installs again when the lock has changed since', () => {
  zhike('exit', '0')
  rmSync(path.join(root, 'npm.log'))
  writeFileSync(
    path.join(root, 'package-lock.json'),
    JSON.stringify({ packages: { '': {}, 'node_modules/a': { version: '2.0.0' } } }),
  )
  zhike('exit', '0')
  expect(installs()).toBe(1)
})

it('leaves alone what somebody installed by npm itself, and what only another system needs', () => {
  const lock = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '1.0.0', optional: true },
  }
  writeFileSync(path.join(root, 'package-lock.json'), JSON.stringify({ packages: lock }))
  spawnSync(process.execPath, ['-e', installOf('1.0.0')], { cwd: root })
  expect(zhike('exit', '0').status).toBe(0)
  expect(installs()).toBe(0)
})

it('says what to do when the install fails', () => {
  appendFileSync(path.join(root, 'npm.js'), '\nprocess.exit(3)')
  const { status, stderr } = zhike('exit', '0')
  expect(status).toBe(3)
  expect(stderr).toContain('请检查网络或 npm 源后重试')
})

it('runs the command under the Node of the project and passes its exit code on', () => {
  zhike('exit', '0')
  mkdirSync(path.join(root, 'node_modules', 'node', 'bin'), { recursive: true })
  symlinkSync(process.execPath, path.join(root, 'node_modules', 'node', 'bin', 'node'))
  expect(zhike('exit', '5').status).toBe(5)
})

it('passes signals on', async () => {
  const launcher = spawn(process.execPath, ['bin/zhike.mjs', 'wait'], { cwd: root, env: env() })
  await once(launcher.stdout, 'data')
  launcher.kill('SIGTERM')
  expect((await once(launcher, 'exit'))[0]).toBe(7)
})

it('does not leave the command running when it is killed itself', async () => {
  const launcher = spawn(process.execPath, ['bin/zhike.mjs', 'wait'], { cwd: root, env: env() })
  await once(launcher.stdout, 'data')
  launcher.kill('SIGKILL')
  await expect.poll(() => existsSync(path.join(root, 'orphaned'))).toBe(true)
})
