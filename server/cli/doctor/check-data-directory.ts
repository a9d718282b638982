import { access, constants, statfs } from 'node:fs/promises'
import { defineError, type Word } from '#engine'
import { type Config, makeFolder } from '#platform/config'

const LittleRoom = defineError(
  'doctor.littleRoom',
  503,
  '{folder} 所在磁盘只剩 {free} GB,请清理空间',
  'The disk of {folder} has {free} GB left; make room',
)

/** Can the data directory be written to, and is there room; throws where not. */
export const checkDataDirectory = async ({ dataDir }: Config): Promise<Word> => {
  makeFolder(dataDir)
  await access(dataDir, constants.W_OK)
  const { bavail, bsize } = await statfs(dataDir)
  const free = (bavail * bsize) / 2 ** 30
  if (free < 1) throw LittleRoom({ folder: dataDir, free: free.toFixed(1) })
  return {
    'zh-CN': `${dataDir},可写,剩余 ${free.toFixed(0)} GB`,
    en: `${dataDir}, writable, ${free.toFixed(0)} GB free`,
  }
}
