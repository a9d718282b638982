import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { makeFolder } from '#platform/config'
import { age } from './age.ts'
import { KeyMalformed, KeyMissing } from './backup-errors.ts'

/** Whose key it is kept in; never part of a backup. */
export const keyFileIn = (dataDir: string): string => path.join(dataDir, 'backup.key')

/** The key of the configuration or of the file; throws KeyMissing and KeyMalformed. */
export const readBackupKey = (given: string | null, file: string): string => {
  const key = given ?? (existsSync(file) ? readFileSync(file, 'utf8') : null)
  if (!key?.trim()) throw KeyMissing()
  const [line] = key.split('\n').flatMap((each) => (each.trim() && !each.startsWith('#') ? [each.trim()] : []))
  if (!line || !/^AGE-SECRET-KEY-1[0-9A-Z]{58}$/.test(line)) throw KeyMalformed()
  return line
}

/** The key to make backups with: made with the first one and kept in `<DATA_DIR>/backup.key` unless it is configured. */
export const keepBackupKey = async (given: string | null, dataDir: string): Promise<string> => {
  const file = keyFileIn(dataDir)
  if (!given && !existsSync(file)) {
    makeFolder(dataDir)
    const half = `${file}.${process.pid}`
    const { generateX25519Identity } = await age()
    const note = '# 知客备份密钥:没有它,备份无法恢复。请另存一份,不要与备份放在一起。\n'
    writeFileSync(half, `${note}${await generateX25519Identity()}\n`, { mode: 0o600 })
    renameSync(half, file)
  }
  return readBackupKey(given, file)
}

/** Whom to encrypt to, so that this key opens it. */
export const recipientOf = async (key: string): Promise<string> => {
  const { identityToRecipient } = await age()
  return identityToRecipient(key).catch(() => {
    throw KeyMalformed()
  })
}
