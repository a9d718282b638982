import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import path from 'node:path'

/** PostgreSQL refuses to run as root, so root starts it under `nobody`'s number, which every system has. */
const nobody = { uid: 65534, gid: 65534 }

/** The uid and gid that PostgreSQL runs under; empty when that is simply the current user. */
export const serverAccount = (): { uid?: number; gid?: number } => (process.getuid?.() === 0 ? nobody : {})

/** Makes a folder that only PostgreSQL's account may open. */
export const privateFolder = (folder: string): void => {
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o700)
  const { uid, gid } = serverAccount()
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid)
}

/** Whether everyone may walk to this path: root's home, for one, is closed to `nobody`. */
export const reachable = (target: string): boolean => {
  for (let folder = path.resolve(target); folder !== path.dirname(folder); folder = path.dirname(folder))
    if ((statSync(folder).mode & 0o001) === 0) return false
  return true
}

/** The programs where PostgreSQL's account may run them: copied once when the project lies in a closed folder. */
export const runnablePrograms = (native: string, cache = '/var/cache/zhike'): string => {
  if (serverAccount().uid === undefined || reachable(path.join(native, 'bin'))) return native
  const { version } = JSON.parse(readFileSync(path.join(native, '../package.json'), 'utf8')) as { version: string }
  const copy = path.join(cache, `postgres-${version}`)
  if (existsSync(copy)) return copy
  const half = `${copy}.${process.pid}`
  mkdirSync(cache, { recursive: true, mode: 0o755 })
  cpSync(native, half, { recursive: true, verbatimSymlinks: true })
  try {
    renameSync(half, copy)
  } catch {
    rmSync(half, { recursive: true, force: true }) // another process was quicker
  }
  return copy
}

/**
 * What to name the data folder to a program that starts in it. Linux lets a process reach its own working directory
 * even when a folder above is closed to its account, which an absolute path cannot.
 */
export const dataFolderArgument = (folder: string): string =>
  process.platform === 'linux' && serverAccount().uid !== undefined ? '/proc/self/cwd' : folder
