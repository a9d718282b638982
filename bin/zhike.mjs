#!/usr/bin/env node
// The way in, on any Node from 20 on: installs what is locked, then runs the command under the project's own Node 24.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')
const modules = path.join(root, 'node_modules')

if (!installed()) install()
run(projectNode(), process.argv.slice(2))

/** Whether node_modules holds what package-lock.json asks for: by our stamp, else by npm's own list of what it put there. */
function installed() {
  if (!existsSync(modules)) return false
  const stampFile = path.join(modules, '.zhike-lock')
  const stamp = lockHash()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return true
  const listFile = path.join(modules, '.package-lock.json')
  if (!existsSync(listFile)) return false
  const present = JSON.parse(readFileSync(listFile, 'utf8')).packages
  const wanted = Object.entries(JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages)
  const complete = wanted.every(
    ([place, { version, optional }]) => place === '' || optional || present[place]?.version === version,
  )
  if (complete) writeFileSync(stampFile, stamp)
  return complete
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex')
}

function install() {
  console.error('正在按锁定的版本安装依赖,约需一两分钟…  Installing the locked dependencies…')
  const npm = process.env.npm_execpath
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const options = { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, NODE_ENV: '' } }
  const windows = process.platform === 'win32'
  const done = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync(windows ? 'npm.cmd' : 'npm', args, { ...options, shell: windows })
  if (done.status !== 0) {
    console.error(
      '依赖安装失败,请检查网络或 npm 源后重试。  npm ci failed: check the network or the registry, and try again.',
    )
    process.exit(done.status ?? 1)
  }
  writeFileSync(path.join(modules, '.zhike-lock'), lockHash())
}

/** The Node that npm installed with the project; npm may have been told not to run the script that puts it in place. */
function projectNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const own = path.join(modules, 'node', 'bin', name)
  if (existsSync(own)) return own
  const script = path.join(modules, 'node', 'installArchSpecificPackage.js')
  if (existsSync(script)) spawnSync(process.execPath, [script], { cwd: path.dirname(script), stdio: 'ignore' })
  if (existsSync(own)) return own
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  console.error(
    '缺少随项目安装的 Node 24,请删除 node_modules 后重试。  Node 24 is missing: remove node_modules and try again.',
  )
  process.exit(1)
}

/** Passes signals on and the exit code back. The channel tells the child when this process is killed. */
function run(node, args) {
  const env = { ...process.env, NODE_COMPILE_CACHE: path.join(modules, '.cache', 'zhike-compile') }
  env.PATH = [path.dirname(node), path.join(modules, '.bin'), process.env.PATH ?? process.env.Path].join(path.delimiter)
  // A small nursery: requests are short, and what they leave outside the heap goes with it. After 2,000 requests the server
  // keeps 240 MB with 4 and 300 with 8, for the same processor time; with 2 nothing is won, and requests cost a tenth more.
  const child = spawn(node, ['--max-semi-space-size=4', path.join(root, 'server', 'cli', 'index.ts'), ...args], {
    cwd: root,
    env,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    console.error(error.message)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 1)))
}
