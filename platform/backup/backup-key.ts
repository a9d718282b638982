import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { makeFolder } from '#platform/config'
import { age } from './age.ts'
import { KeyMalformed, KeyMissing, KeyUnreadable } from './backup-errors.ts'
import { troubleOf } from './storage-trouble.ts'

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

/** What a key file holds that somebody named; throws KeyUnreadable. */
export const keyFrom = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw KeyUnreadable({ file, why: troubleOf(error) })
  }
}

/** The key to make backups with: made with the first one and kept in `<DATA_DIR>/backup.key` unless it is configured. */
export const keepBackupKey = async (given: string | null, dataDir: string): Promise<string> => {
  const file = keyFileIn(dataDir)
  if (!given && !existsSync(file)) {
    const { generateX25519Identity } = await age()
    adoptBackupKey(await generateX25519Identity(), dataDir)
  }
  return readBackupKey(given, file)
}

/** Keeps a key in a data directory that has none: what is restored with it goes on with it, and the copy kept apart stays right. */
export const adoptBackupKey = (key: string, dataDir: string): void => {
  const file = keyFileIn(dataDir)
  if (existsSync(file)) return
  makeFolder(dataDir)
  const half = `${file}.${process.pid}`
  const note = '# 知客备份密钥:没有它,备份无法恢复。请另存一份,不要与备份放在一起。\n'
  writeFileSync(half, `${note}${key}\n`, { mode: 0o600 })
  renameSync(half, file)
}

/** Whom to encrypt to, so that this key opens it. */
export const recipientOf = async (key: string): Promise<string> => {
  const { identityToRecipient } = await age()
  return identityToRecipient(key).catch(() => {
    throw KeyMalformed()
  })
}
