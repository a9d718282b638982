import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeFolder } from './make-folder.ts'

const root = mkdtempSync(path.join(tmpdir(), 'zhike-folder-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

test('a folder is made with all that are missing above it, whatever its name', () => {
  const folder = path.join(root, '数据 目录', 'it\'s 100% "mine"', 'x')
  makeFolder(folder, 0o700)
  makeFolder(folder)
  expect(statSync(folder).isDirectory()).toBe(true)
})

test('where a file or a link to nowhere stands it says so', () => {
  writeFileSync(path.join(root, 'file'), '')
  symlinkSync(path.join(root, 'nowhere', 'x'), path.join(root, 'link'))
  expect(() => makeFolder(path.join(root, 'file'))).toThrow(/EEXIST/)
  expect(() => makeFolder(path.join(root, 'file', 'below'))).toThrow(/EEXIST/)
  expect(() => makeFolder(path.join(root, 'link'))).toThrow(/EEXIST/)
})

test.runIf(process.platform === 'linux')('where the system makes no folders it ends at once', () => {
  expect(() => makeFolder('/proc/zhike/data')).toThrow(/ENOENT/)
})
