import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { reachable, runnablePrograms, serverAccount } from './account.ts'
import { nativeFolder, restoreLinks } from './binaries.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'zhike-native-'))
const native = path.join(folder, 'native')
mkdirSync(path.join(native, 'lib'), { recursive: true })
mkdirSync(path.join(native, 'bin'))
writeFileSync(path.join(folder, 'package.json'), '{ "version": "18.0.0" }')
writeFileSync(path.join(native, 'lib', 'libpq.so.5.18'), 'library')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('makes the links again that npm dropped', () => {
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]
  writeFileSync(path.join(native, 'pg-symlinks.json'), JSON.stringify(links))
  restoreLinks(native)
  restoreLinks(native)
  expect(readFileSync(path.join(native, 'lib', 'libpq.so.5'), 'utf8')).toBe('library')
})

it('names DATABASE_URL as the way out on a machine without embedded PostgreSQL', () => {
  expect(() => nativeFolder('aix', 'ppc64')).toThrow(/DATABASE_URL/)
})

it.runIf(serverAccount().uid !== undefined)('copies the programs out of a folder that only root may enter', () => {
  chmodSync(folder, 0o700)
  expect(reachable(native)).toBe(false)
  const cache = mkdtempSync(path.join(tmpdir(), 'zhike-cache-'))
  chmodSync(cache, 0o755)
  try {
    const copy = runnablePrograms(native, cache)
    expect(reachable(copy)).toBe(true)
    expect(existsSync(path.join(copy, 'lib', 'libpq.so.5.18'))).toBe(true)
    expect(runnablePrograms(native, cache)).toBe(copy)
  } finally {
    rmSync(cache, { recursive: true, force: true })
  }
})
