/** The embedded database cannot run; the message says why and what to do, Chinese first. */
export class PostgresError extends Error {
  override readonly name = 'PostgresError'
}

/** Throws the sentence for a full disk, where that is what PostgreSQL's own words come to. */
export const refuseFullDisk = (said: string, dataDir: string): void => {
  if (!/No space left on device/.test(said)) return
  throw new PostgresError(
    `${dataDir} 所在的磁盘已满,数据库没有启动。请腾出空间,或用 DATA_DIR 换一个目录。\n` +
      `The disk of ${dataDir} is full and the database did not start. Make room, or choose another DATA_DIR.`,
  )
}
