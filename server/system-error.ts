type Sentence = readonly [zh: string, en: string]

const database: Readonly<Record<string, Sentence>> = {
  ECONNREFUSED: ['那里没有数据库在运行', 'no database is running there'],
  ENOTFOUND: ['找不到这台主机', 'there is no such host'],
  EAI_AGAIN: ['暂时查不到这台主机的地址', 'the address of the host cannot be looked up for the moment'],
  ETIMEDOUT: ['数据库没有应答', 'the database does not answer'],
  ECONNRESET: ['连接被对方断开', 'the connection was cut off'],
  '28P01': ['用户名或密码不对', 'the user name or the password is wrong'],
  '28000': ['数据库不接受这个账号', 'the database does not accept this account'],
  '3D000': ['没有这个数据库,请先建立', 'there is no such database; create it first'],
  '53300': ['数据库的连接数已满', 'the database has no connection left'],
  '57P03': ['数据库正在启动或恢复,请稍候再试', 'the database is starting or recovering; try again in a moment'],
}

/** What went wrong outside of Zhike, in words for the one who runs it, and what it is about. */
export interface SystemError {
  readonly 'zh-CN': string
  readonly en: string
  readonly about: 'database' | 'settings'
}

/** What went wrong, and what to look at; null for anything that is not the system's. */
export const explainSystemError = (error: unknown): SystemError | null => {
  const { code = '', path = '', port, address = '', syscall } = (error ?? {}) as NodeJS.ErrnoException & Place
  const why = database[code]
  if (why)
    return {
      'zh-CN': `连不上数据库:${why[0]}。请检查 DATABASE_URL 或命令里写的数据库地址。`,
      en: `The database cannot be reached: ${why[1]}. Look at DATABASE_URL, or the address in the command.`,
      about: 'database',
    }
  if (code === 'EADDRINUSE' || (code === 'EACCES' && port !== undefined) || code === 'EADDRNOTAVAIL')
    return {
      'zh-CN': `${address}:${port} 不能使用:${listening[code]![0]}。请换一个 PORT 或 HOST。`,
      en: `${address}:${port} cannot be used: ${listening[code]![1]}. Choose another PORT or HOST.`,
      about: 'settings',
    }
  const place = code === 'ENOENT' && syscall === 'mkdir' ? noFolders : folder[code]
  // A write that ends half-way does not say where.
  const where = path || (code in full ? null : '')
  if (place && where !== '')
    return {
      'zh-CN': `${where === null ? '不能写入' : `不能使用 ${where}`}:${place[0]}。请换一个位置,或检查 DATA_DIR 和 BACKUP_DIR。`,
      en: `${where === null ? 'Nothing can be written' : `${where} cannot be used`}: ${place[1]}. Choose another place, or look at DATA_DIR and BACKUP_DIR.`,
      about: 'settings',
    }
  return null
}

interface Place {
  readonly port?: number
  readonly address?: string
}

const listening: Readonly<Record<string, Sentence>> = {
  EADDRINUSE: ['端口已被别的程序占用', 'another program has the port'],
  EACCES: ['没有权限使用这个端口', 'there is no permission to use the port'],
  EADDRNOTAVAIL: ['这台机器没有这个地址', 'this machine does not have that address'],
}

const noFolders: Sentence = ['那里不能建立文件夹', 'no folder can be made there']

const full: Readonly<Record<string, Sentence>> = {
  ENOSPC: ['磁盘已满', 'the disk is full'],
  EDQUOT: ['磁盘配额已用完', 'the disk quota is used up'],
  EROFS: ['磁盘是只读的', 'the disk is read-only'],
  EIO: ['磁盘读写出错', 'the disk does not read or write'],
}

const folder: Readonly<Record<string, Sentence>> = {
  ...full,
  EACCES: ['没有权限', 'no permission'],
  EPERM: ['没有权限', 'no permission'],
  ENOTDIR: ['路径里有一部分是文件,不是文件夹', 'part of the path is a file, not a folder'],
  EISDIR: ['那里是文件夹,不是文件', 'it is a folder, not a file'],
  ENAMETOOLONG: ['路径太长', 'the path is too long'],
  ELOOP: ['路径里的链接绕成了圈', 'links in the path lead round in a circle'],
  EEXIST: ['那里是文件或失效的链接,不是文件夹', 'it is a file or a broken link, not a folder'],
}
