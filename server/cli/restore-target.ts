import path from 'node:path'
import { type Config, loadConfig, withEnvFile } from '#platform/config'
import { checkDatabase } from '../backup/restore-into-database.ts'
import { checkPlace } from '../backup/take-place.ts'

/** A database, not a data directory. */
export const isAddress = (into: string): boolean => /^postgres(ql)?:\/\//.test(into)

/** Asked before anything large is brought here. Throws NotEmpty and InUse. */
export const checkRoom = async (into: string, replace: boolean): Promise<void> => {
  if (isAddress(into)) await checkDatabase(into, replace)
  else checkPlace(into, replace)
}

/** What is to be done with what was restored there, and what will not work until it is. */
export const nextSteps = (into: string, secret: string, { dataDir }: Config): string[] => {
  const folder = path.resolve(into)
  const settings = isAddress(into)
    ? `DATABASE_URL=… DATA_DIR=${dataDir} `
    : folder === dataDir
      ? ''
      : `DATA_DIR=${folder} `
  return [
    ...(secretOf(into) === secret ? [] : [otherSecret]),
    `  下一步 Next: ${settings}npm start  每个人用原来的密码重新登录  Everybody signs in with the password of before`,
  ]
}

/** What Zhike will run with there. */
const secretOf = (into: string): string => {
  const env = withEnvFile(process.env)
  return loadConfig(isAddress(into) ? env : { ...env, DATA_DIR: into }, { keepSecret: false }).secret
}

/** What a data directory itself keeps, whatever the settings say. */
export const secretKeptIn = (folder: string): string => loadConfig({ DATA_DIR: folder }, { keepSecret: false }).secret

const otherSecret =
  '⚠ 这里的 SECRET 与备份里的不同,两步验证和 Webhook 密钥会锁住。请改用备份里的那一个,见指南“SECRET 换了或丢了”  The SECRET here is not that of the backup: second factors and webhook secrets will be locked. Use the one in the backup'
