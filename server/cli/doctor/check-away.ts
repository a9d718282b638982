import type { Word } from '#engine'
import { awayPlace, createAway } from '#platform/backup'
import type { Config } from '#platform/config'

/** What lies in the object storage for backups, asked of the storage itself; throws where it cannot be used. */
export const checkAway = async ({ backupS3 }: Config): Promise<Word> => {
  if (!backupS3)
    return {
      'zh-CN': '没有设置(BACKUP_S3_*)。备份只在本机:机器整个丢了,备份也就没了',
      en: 'not set (BACKUP_S3_*). Backups are on this machine alone, and are lost with it',
    }
  const there = await createAway(backupS3).list()
  const last = there.at(-1)
  const place = awayPlace(backupS3)
  return last
    ? {
        'zh-CN': `${place} 有 ${there.length} 份,最新的是 s3:${last.name}`,
        en: `${place} holds ${there.length}, the newest is s3:${last.name}`,
      }
    : { 'zh-CN': `${place} 可以使用,还没有备份`, en: `${place} can be used and holds none yet` }
}
